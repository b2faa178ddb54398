"""The people an account talks to."""
