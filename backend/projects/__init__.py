"""Projects, and the people on them."""
