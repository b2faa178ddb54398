"""Telephone lines and calls."""
