"""The command line. Each command lies in a module of its own and is imported when it is used."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

import click

from clausewatch import __version__
from clausewatch.language import render
from clausewatch.model.errors import ClauseWatchError
from clausewatch.model.viewer import Language

COMMANDS = {
    "demo": "clausewatch.cli.demo",
    "template": "clausewatch.cli.template",
    "check": "clausewatch.cli.check",
    "publish": "clausewatch.cli.publish",
    "snapshots": "clausewatch.cli.snapshots",
    "measure": "clausewatch.cli.measure",
    "measures": "clausewatch.cli.measures",
    "serve": "clausewatch.cli.serve",
    "bench": "clausewatch.cli.bench",
}
"""The module of each command; it holds a click command called ``command``."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(COMMANDS[cmd_name]).command
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="clausewatch")
@click.option(
    "--data",
    metavar="DIR",
    help="The data folder; otherwise CLAUSEWATCH_DATA, otherwise the project's data/.",
)
@click.pass_context
def group(ctx: click.Context, data: str | None) -> None:
    """What following up labour and CSR clauses finds, and what it changes for workers."""
    ctx.obj = data


def explain(error: ClauseWatchError, language: Language = Language.ENGLISH) -> str:
    """An error as one block: what happened, where, what to do."""
    lines = [render(error.what, language)]
    if error.where:
        lines.append(f"  {error.where}")
    if error.remedy:
        lines.append(render(error.remedy, language))
    return "\n".join(lines)


def _language(arguments: Sequence[str] | None) -> Language:
    """The language asked for, also where the command did not come to reading it."""
    words = " ".join(sys.argv[1:] if arguments is None else arguments).replace("=", " ")
    return Language.DANISH if "--language da" in words else Language.ENGLISH


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code instead of leaving the process."""
    try:
        code = group.main(args=arguments, prog_name="clausewatch", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except ClauseWatchError as error:
        click.echo(explain(error, _language(arguments)), err=True)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except click.Abort:
        click.echo("Stopped.", err=True)
        return 3
    except OSError as error:
        click.echo(f"{error.strerror or error}\n  {error.filename or ''}".rstrip(), err=True)
        return 3


def main() -> None:
    """The entry point of ``clausewatch``."""
    sys.exit(run())
