"""What all commands share: their list, imported one by one, and problems in plain words."""

import importlib
import sys

import click

from backend import __version__
from backend.core.embedded import DatabaseProblem
from backend.core.errors import DomainError
from backend.core.settings import SettingError
from backend.core.vault import VaultProblem

# Name → module and function. A command is imported when it is asked for, so `kith settings` need
# not wait for the schema, and one that cannot be imported does not take the others down.
COMMANDS = {
    "serve": "backend.cli.serve:serve",
    "demo": "backend.cli.demo:demo",
    "worker": "backend.cli.outbox:worker",
    "migrate": "backend.cli.migrate:migrate",
    "user": "backend.cli.user:user",
    "token": "backend.cli.token:token",
    "import": "backend.cli.importing:import_files",
    "export": "backend.cli.exporting:export",
    "call": "backend.cli.calls:call",
    "telephony": "backend.cli.telephony:telephony",
    "key": "backend.cli.key:key",
    "settings": "backend.cli.settings:settings",
    "schema": "backend.cli.schema:schema",
}


class Commands(click.Group):
    """The commands of `COMMANDS`; what a person can act on ends as a sentence, not a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command of a name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name].partition(":")
        command = getattr(importlib.import_module(module), function)
        assert isinstance(command, click.Command)  # noqa: S101 - a slip in the table above
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; settings, database and domain say themselves what is wrong."""
        try:
            return super().invoke(ctx)
        except (SettingError, DatabaseProblem, DomainError, VaultProblem) as problem:
            raise click.ClickException(str(problem)) from problem


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kith", message="%(prog)s %(version)s")
def main() -> None:
    """Kith, the customer graph: the server, and what can be done beside it while it runs."""
    # Names of all scripts are printed, whatever the terminal's own encoding.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
