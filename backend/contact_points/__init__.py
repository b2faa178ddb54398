"""Telephone numbers, e-mails and addresses of every party."""
