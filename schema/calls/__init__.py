"""Calls and lines in the graph."""
