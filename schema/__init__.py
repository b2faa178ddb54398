"""The GraphQL face of the rooms."""
