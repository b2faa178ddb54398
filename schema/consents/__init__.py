"""Consents in the graph."""
