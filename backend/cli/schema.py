"""`kith schema`: the API's contract as text."""

import click


@click.command()
def schema() -> None:
    """Print the schema definition (SDL) of the API, as kept in schema/schema.graphql."""
    from schema.root import schema as contract

    click.echo(contract.as_str())
