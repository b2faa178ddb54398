"""Lists as files: CSV and vCard."""
