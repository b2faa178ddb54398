"""Telephone numbers, e-mails and addresses in the graph."""
