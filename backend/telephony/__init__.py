"""What stands between Kith and telephone systems: one adapter per kind of line, run once."""
