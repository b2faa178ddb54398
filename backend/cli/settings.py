"""`kith settings`: every setting, its value now, its default and its meaning."""

import click

from backend.core.settings import Settings, described


@click.command()
def settings() -> None:
    """List the settings: environment variable, value now, meaning."""
    for variable, value, default, says in described(Settings.from_environment()):
        click.echo(click.style(f"{variable}={value}", bold=True))
        changed = "" if value == default else f" Default: {default or 'none'}."
        click.echo(f"    {says}{changed}")
