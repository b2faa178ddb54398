"""Imports over GraphQL."""
