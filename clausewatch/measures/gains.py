"""What the risk score is worth among those checked: what it finds first, and how it is calibrated.

The score is the one known when the case was chosen. A case that was never checked has no outcome,
so nothing here says what would have been found there.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from clausewatch.charts import Chart, ChartKind, Point, Role, Series, Standing, Unit
from clausewatch.disclosure import concealed
from clausewatch.measures.columns import columns
from clausewatch.measures.counts import FEW, numerator_notes
from clausewatch.measures.registry import Figures, Measure, Question
from clausewatch.measures.result import ResultColumn
from clausewatch.measures.targeting import band_name, follow_up_note, without_follow_up
from clausewatch.model.message import Code, Message, Number, PerHundred, Share, Value, message
from clausewatch.statistics import newcombe
from clausewatch.statistics.gains import TWENTIETHS, Band, Gains, calibration, gains_of_groups

GAINS_COLUMNS = (
    "share_checked",
    "share_found",
    "share_found_low",
    "share_found_high",
    "share_found_perfect",
)
CALIBRATION_COLUMNS = (
    "risk_band",
    "mean_score",
    "cases_completed",
    "with_violation",
    "rate",
    "rate_low",
    "rate_high",
)
_FIRST = 0.2
"""The share of cases the finding speaks of."""
_DRAWN = (0.1, 0.2, 0.3, 0.5)


def _scored(question: Question) -> tuple[pl.DataFrame, list[Message]]:
    """Completed cases with a score, highest first, and what must be said of the others."""
    frame, follow_up = without_follow_up(
        question.engine.query("case_scores", question.snapshot, question.filters)
    )
    known = (
        frame.filter(pl.col("risk_score").is_not_null())
        .group_by("risk_score")
        .agg(pl.col("cases", "found").sum())
        .sort("risk_score", descending=True)
    )
    unscored = int(frame["cases"].sum()) - int(known["cases"].sum())
    said = [message("note.among_checked"), *follow_up_note(follow_up)]
    if unscored:
        said.append(message("note.unscored", n=unscored))
    return known, said


def _nothing(cases: int, found: int) -> Message | None:
    """Why the score cannot be judged; None where it can."""
    if not cases:
        return message("finding.no_score")
    if not found:
        return message("finding.score_nothing_found", n=cases)
    if cases < FEW:
        return message("finding.targeting_few", k=found, n=cases)
    return None


def _gains(question: Question) -> Figures:
    known, said = _scored(question)
    cases, found = int(known["cases"].sum()), int(known["found"].sum())
    finding = _nothing(cases, found)
    made = None
    if found:
        made = gains_of_groups(known["cases"].to_numpy(), known["found"].to_numpy(), TWENTIETHS)
    frame = pl.DataFrame(
        [made.share_checked, made.share_found, made.low, made.high, made.share_found_perfect]
        if made
        else [[]] * len(GAINS_COLUMNS),
        schema=dict.fromkeys(GAINS_COLUMNS, pl.Float64()),
    )
    if made and finding is None:
        finding = _gains_finding(made)
        said.append(message("note.gains_perfect", share=_perfect(made)))
    assert finding is not None
    notes = (*said, *numerator_notes(question))
    return Figures(*concealed(frame, question.scope), finding, _gains_chart(finding, made), notes)


def _at(made: Gains, share: float) -> int:
    return int(np.argmin(np.abs(made.share_checked - share)))


def _perfect(made: Gains) -> Share:
    return Share(float(made.share_found_perfect[_at(made, _FIRST)]))


def _gains_finding(made: Gains) -> Message:
    """What the fifth with the highest scores held, against a fifth at random."""
    place = _at(made, _FIRST)
    low, high = float(made.low[place]), float(made.high[place])
    key = "more" if low > _FIRST else "less" if high < _FIRST else "unclear"
    return message(
        f"finding.gains_{key}",
        share=Share(float(made.share_found[place])),
        low=Share(low),
        high=Share(high),
        random=Share(_FIRST),
        n=made.cases,
    )


def _gains_chart(finding: Message, made: Gains | None) -> Chart:
    points = []
    for share in _DRAWN if made else ():
        assert made is not None
        place = _at(made, share)
        points.append(
            Point(
                label=message("phrase.first_checked", share=Share(share)),
                value=float(made.share_found[place]),
                low=float(made.low[place]),
                high=float(made.high[place]),
                standing=Standing.FEW if made.cases < FEW else Standing.FIRM,
            )
        )
    return Chart(
        kind=ChartKind.INTERVALS,
        title=finding,
        subtitle=message(
            "chart.gains.subtitle", n=made.cases if made else 0, found=made.found if made else 0
        ),
        unit=Unit.SHARE,
        series=(Series("score", message("series.by_score"), tuple(points), Role.ON_SITE),)
        if made
        else (),
    )


def _calibration(question: Question) -> Figures:
    known, said = _scored(question)
    bands = calibration(*_one_by_one(known))
    filled = [(band_name(place), band) for place, band in enumerate(bands) if band.cases]
    frame = pl.DataFrame(
        [
            (name, band.mean_score, band.cases, band.found, band.rate, band.low, band.high)
            for name, band in filled
        ],
        schema={
            "risk_band": pl.String(),
            "mean_score": pl.Float64(),
            "cases_completed": pl.Int64(),
            "with_violation": pl.Int64(),
            **dict.fromkeys(("rate", "rate_low", "rate_high"), pl.Float64()),
        },
        orient="row",
    )
    finding = _nothing(int(known["cases"].sum()), int(known["found"].sum()))
    finding = finding or _calibration_finding(filled)
    said.append(message("note.score_is_no_probability"))
    notes = (*said, *numerator_notes(question))
    chart = _calibration_chart(finding, filled)
    return Figures(*concealed(frame, question.scope), finding, chart, notes)


def _one_by_one(known: pl.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """A score and an outcome for each case."""
    cases, found = known["cases"].to_numpy(), known["found"].to_numpy()
    outcomes = np.tile([1.0, 0.0], known.height)
    hits = np.repeat(outcomes, np.column_stack((found, cases - found)).ravel())
    return np.repeat(known["risk_score"].to_numpy(), cases), hits


def _calibration_finding(filled: list[tuple[str, Band]]) -> Message:
    """Whether the highest band with enough cases found more than the lowest."""
    firm = [(name, band) for name, band in filled if band.cases >= FEW]
    if len(firm) < 2:
        return message("finding.calibration_one", n=sum(band.cases for _, band in filled))
    (low_name, bottom), (high_name, top) = firm[0], firm[-1]
    _, low, high = newcombe(top.found, top.cases, bottom.found, bottom.cases)
    key = "rises" if low > 0 else "falls" if high < 0 else "unclear"
    values: dict[str, Value] = {
        "top": Code("risk_band", high_name),
        "rate": PerHundred(top.found / top.cases),
        "bottom": Code("risk_band", low_name),
        "rate_2": PerHundred(bottom.found / bottom.cases),
    }
    return message(f"finding.calibration_{key}", **values)


def _calibration_chart(finding: Message, filled: list[tuple[str, Band]]) -> Chart:
    points = tuple(
        Point(
            label=message(
                "phrase.band_mean",
                band=Code("risk_band", name),
                mean=Number(band.mean_score or 0.0, 2),
            ),
            value=band.rate,
            low=band.low,
            high=band.high,
            k=band.found,
            n=band.cases,
            standing=Standing.FEW if band.cases < FEW else Standing.FIRM,
        )
        for name, band in filled
    )
    return Chart(
        kind=ChartKind.INTERVALS,
        title=finding,
        subtitle=message("chart.calibration.subtitle"),
        unit=Unit.SHARE,
        series=(Series("rate", message("series.rate"), points, Role.ON_SITE),) if points else (),
    )


def _gains_columns(_params: Mapping[str, str]) -> tuple[ResultColumn, ...]:
    return columns(*GAINS_COLUMNS)


def _calibration_columns(_params: Mapping[str, str]) -> tuple[ResultColumn, ...]:
    return columns(*CALIBRATION_COLUMNS)


MEASURES = (
    Measure("targeting_gains", _gains_columns, {}, False, _gains),
    Measure("targeting_calibration", _calibration_columns, {}, False, _calibration),
)
