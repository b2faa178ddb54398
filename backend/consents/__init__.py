"""What people agreed to, and what they do not want."""
