"""Organisations, their users, and who may do what."""
