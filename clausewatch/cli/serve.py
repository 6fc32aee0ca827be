"""``clausewatch serve``: the app in a browser."""

from __future__ import annotations

import errno
import os
import socket

import click

from clausewatch.access import is_local
from clausewatch.cli.common import data_option, settings_of
from clausewatch.model.errors import WrongUse
from clausewatch.model.message import message
from clausewatch.model.settings import PROJECT


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
@click.option("--address", default="localhost", show_default=True, help="What to listen on.")
@click.option(
    "--open-to-everyone-without-sign-in",
    "is_open",
    is_flag=True,
    help="Let others than this machine read. They see what the City Council sees.",
)
@data_option
@click.pass_context
def command(ctx: click.Context, port: int, address: str, is_open: bool, data: str | None) -> None:
    """Open the app in a browser at http://localhost:8501."""
    if not is_local(address) and not is_open:
        raise WrongUse(
            message("serve.public", address=address),
            where="--address",
            remedy=message("serve.public.remedy"),
        )
    _free(address, port)
    os.environ["CLAUSEWATCH_DATA"] = str(settings_of(ctx, data).data)
    # Streamlit looks for its settings and the font in the folder it is started in.
    os.chdir(PROJECT)
    from streamlit.web import cli as streamlit

    streamlit.main(
        ["run", "app.py", "--server.port", str(port), "--server.address", address],
        prog_name="streamlit",
        standalone_mode=False,
    )


def _free(address: str, port: int) -> None:
    """Raise WrongUse where another program listens already."""
    family, kind, _, _, place = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(place)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise WrongUse(
                message("serve.port_taken", port=str(port)),
                where="--port",
                remedy=message("serve.port_taken.remedy"),
            ) from None
