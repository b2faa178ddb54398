"""Bringing in what other programs hold."""
