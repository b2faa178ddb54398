"""Messages in the graph."""
