"""``clausewatch measures``: which figures there are."""

from __future__ import annotations

import click

from clausewatch.language import text
from clausewatch.model.viewer import Language


@click.command(name="measures")
@click.option("--language", type=click.Choice([item.value for item in Language]), default="en")
def command(language: str) -> None:
    """List every measure with its title and the parameters it takes."""
    from clausewatch import measures

    for name, measure in measures.catalogue().items():
        title = text(f"measure.{name}.title", Language(language))
        params = "; ".join(f"--{key} {'|'.join(values)}" for key, values in measure.params.items())
        click.echo(f"{name:28}{title}" + (f"  [{params}]" if params else ""))
