"""What every file says of itself: what it is, of which checks, from which data, how it is meant."""

from __future__ import annotations

from clausewatch.language import describe, formats, render, text
from clausewatch.measures import Result
from clausewatch.model.viewer import Language


def provenance(result: Result, language: Language) -> list[tuple[str, str]]:
    """Pairs of what and its text, in the order they are written."""
    lines = [
        ("title", text(f"measure.{result.measure}.title", language)),
        ("finding", render(result.finding, language)),
        ("filters", describe(result.filters, language)),
        *(
            (f"parameter_{name}", text(f"parameter.{name}.{value}", language))
            for name, value in result.params
        ),
        ("snapshot", result.snapshot),
        ("register_date", formats.day(result.register_date, language)),
    ]
    if result.synthetic:
        lines.append(("synthetic", text("provenance.synthetic_text", language)))
    lines.append(("definition", text(f"measure.{result.measure}.definition", language)))
    lines.append(("meaning", text(f"measure.{result.measure}.meaning", language)))
    lines += [("note", render(note, language)) for note in result.notes]
    if any(result.hidden[name].any() for name in result.hidden.columns):
        lines.append(("note", text("provenance.hidden_text", language)))
    lines += [
        (
            "reference",
            text(
                "provenance.reference_text",
                language,
                label=reference.label,
                source=reference.source,
            ),
        )
        for reference in (result.chart.references if result.chart else ())
    ]
    lines.append(("source", text("provenance.source_text", language, measure=result.measure)))
    return [(text(f"provenance.{what}", language), said) for what, said in lines]
