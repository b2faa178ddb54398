"""What is measured rather than tested; each file runs with one command and prints a table."""
