"""`kith key`: a key to seal secrets with."""

import click

from backend.core.vault import new_key


@click.command()
def key() -> None:
    """Print a new key for KITH_SECRET_KEY. To exchange a key, put the new one in front of the old, with a comma."""
    click.echo(new_key())
