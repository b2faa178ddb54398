"""Finding anybody by whatever is known of them."""
