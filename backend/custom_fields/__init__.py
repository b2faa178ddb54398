"""The account's own fields of customers, contacts, companies and projects (R058)."""
