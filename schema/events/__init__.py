"""The history in the graph."""
