"""What knows no domain: errors, the database, text, paging, settings."""
