"""``clausewatch demo``: generate the demonstration register and publish it."""

from __future__ import annotations

import click

from clausewatch.cli.common import data_option, progress, settings_of


@click.command("demo")
@click.option(
    "--visits", default=6500, show_default=True, metavar="N", help="How many checks it holds."
)
@click.option(
    "--seed",
    default=2026,
    show_default=True,
    metavar="S",
    help="The same seed and number of checks give the same register.",
)
@data_option
@click.pass_context
def command(ctx: click.Context, visits: int, seed: int, data: str | None) -> None:
    """Generate the demonstration register and publish it. It is made up, and says so."""
    from clausewatch.language import message, render
    from clausewatch.model.viewer import Language
    from clausewatch.publishing.demonstration import publish_demonstration

    language = Language.ENGLISH
    working = render(message("demonstration.working"), language)
    with progress() as report:
        commit = publish_demonstration(
            settings_of(ctx, data), visits, seed, lambda done: report(working, done)
        )
    rows = commit.snapshot.manifest.rows
    key = "demonstration.published" if commit.created else "demonstration.there_already"
    done = message(
        key,
        id=commit.snapshot.id,
        contracts=rows["contracts"],
        visits=rows["visits"],
        violations=rows["violations"],
    )
    click.echo(render(done, language))
