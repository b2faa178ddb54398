"""The account's own fields in the graph (R058)."""
