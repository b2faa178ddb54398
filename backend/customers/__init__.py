"""The people an account serves."""
