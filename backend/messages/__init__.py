"""E-mails and SMS, what carries them, and what became of them."""
