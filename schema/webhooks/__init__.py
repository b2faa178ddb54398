"""Webhooks in the graph."""
