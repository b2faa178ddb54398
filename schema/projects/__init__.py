"""Projects in the graph."""
