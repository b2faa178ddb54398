"""`python -m backend.cli`, where `kith` is not on the path."""

from backend.cli.group import main

main(prog_name="kith")
