"""Does choosing by risk find more: what checks found by how the case was chosen.

All measures count completed cases as they began. Cases that began as follow-up of a suspicion are
left out and counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from clausewatch.charts import Chart, ChartKind, Point, Role, Series, Standing, Unit
from clausewatch.disclosure import concealed
from clausewatch.measures.columns import columns
from clausewatch.measures.counts import FEW, numerator_notes
from clausewatch.measures.registry import Figures, Measure, Question
from clausewatch.measures.result import ResultColumn
from clausewatch.model.codes import RiskLevel, Trigger
from clausewatch.model.message import Code, Items, Message, Number, PerHundred, Value, message
from clausewatch.statistics import wilson
from clausewatch.statistics.effect import Estimate
from clausewatch.statistics.gains import BAND_EDGES
from clausewatch.statistics.part_of_whole import part_of_whole
from clausewatch.statistics.robust import standardise_by_supplier

_STRATA = ("method_group", "clause", "year")
_SUMS = (
    "cases",
    "found",
    "checks",
    "known_for",
    "known_found",
    "known_hours",
    "known_cost_dkk",
    "workers_affected",
)
HIT_COLUMNS = (
    "cases_completed",
    "with_violation",
    "rate",
    "rate_low",
    "rate_high",
    "lift",
    "lift_low",
    "lift_high",
    "checks_per_finding",
    "checks_per_worker",
    "hours_per_finding",
    "cost_per_finding",
    "known_for",
)
_INTEGERS = ("cases_completed", "with_violation", "known_for")


@dataclass(frozen=True)
class _Row:
    """The cases of one trigger, risk level or band, and how often they had a violation."""

    key: str | None
    sums: Mapping[str, Any]
    lift: Estimate

    @property
    def cases(self) -> int:
        return int(self.sums["cases"])

    @property
    def found(self) -> int:
        return int(self.sums["found"])

    @property
    def values(self) -> tuple[Any, ...]:
        """The values of ``HIT_COLUMNS``."""
        sums = self.sums
        return (
            self.cases,
            self.found,
            self.found / self.cases,
            *wilson(self.found, self.cases),
            self.lift.value,
            self.lift.low,
            self.lift.high,
            _over(sums["checks"], self.found),
            _over(sums["checks"], sums["workers_affected"]),
            _over(sums["known_hours"], sums["known_found"]),
            _over(sums["known_cost_dkk"], sums["known_found"]),
            int(sums["known_for"]),
        )


def _over(amount: float, number: float) -> float | None:
    return amount / number if number else None


def without_follow_up(frame: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Rows of cases that did not begin as follow-up, and how many cases did."""
    began = pl.col("trigger") == Trigger.FOLLOW_UP
    return frame.filter(~began), int(frame.filter(began)["cases"].sum())


def follow_up_note(n: int) -> list[Message]:
    """Says how many cases are left out because they began as follow-up."""
    return [message("note.targeting_follow_up", n=n)] if n else []


def band_name(band: int) -> str:
    """A band of the score as results write it, ``0.0-0.2``."""
    return f"{BAND_EDGES[band]:.1f}-{BAND_EDGES[band + 1]:.1f}"


def _hit_rate(question: Question) -> Figures:
    by = question.params["by"]
    groups, follow_up = without_follow_up(
        question.engine.query("targeting_groups", question.snapshot, question.filters)
    )
    said = [message("note.cases_as_they_began"), message("note.hit_rate")]
    said += follow_up_note(follow_up)
    if by == "trigger":
        rows, alone, differing = _by_trigger(question, groups)
        said += _trigger_notes(rows, alone, differing)
    else:
        rows = _by_part(groups, by)
        said.append(message(f"note.lift_{by}"))
    frame, hidden = _frame(question, by, rows)
    finding = _trigger_finding(rows) if by == "trigger" else _part_finding(by, rows)
    known = sum(int(row.sums["known_for"]) for row in rows)
    if rows:
        said.append(message("note.known_for", n=known, of=sum(row.cases for row in rows)))
    if few := sum(row.cases < FEW for row in rows):
        said.append(message("note.few_cases", n=few, limit=FEW))
    chart = _chart(finding, by, rows)
    return Figures(frame, hidden, finding, chart, (*said, *numerator_notes(question)))


def _summed(groups: pl.DataFrame, key: str) -> list[dict[str, Any]]:
    return groups.group_by(key).agg(pl.col(_SUMS).sum()).to_dicts()


def _by_trigger(
    question: Question, groups: pl.DataFrame
) -> tuple[list[_Row], list[str], list[str]]:
    """The rows; the triggers without random cases to compare with; those it differs for."""
    cases = question.engine.query("case_strata", question.snapshot, question.filters)
    order = list(Trigger)
    rows, alone, differing = [], [], []
    for sums in sorted(_summed(groups, "trigger"), key=lambda sums: order.index(sums["trigger"])):
        trigger = sums["trigger"]
        lift = Estimate()
        if trigger != Trigger.RANDOM:
            lift, differs = _against_random(cases, trigger)
            if lift.value is None:
                alone.append(trigger)
            elif differs:
                differing.append(trigger)
        rows.append(_Row(trigger, sums, lift))
    return rows, alone, differing


def _against_random(cases: pl.DataFrame, trigger: str) -> tuple[Estimate, bool]:
    """How many times as often as random cases of the same way of looking, clause and year."""
    kept = cases.filter(pl.col("trigger").is_in([trigger, Trigger.RANDOM]))
    if kept.is_empty():
        return Estimate(), False
    # The trigger stands where comparisons of methods have on site, random where they have desk.
    made = standardise_by_supplier(
        kept.select(_STRATA).hash_rows().to_numpy(),
        (kept["trigger"] == trigger).to_numpy(),
        kept["supplier_id"].rank("dense").to_numpy(),
        kept["cases"].to_numpy(),
        kept["found"].to_numpy(),
    ).standardised
    return made.effect.risk_ratio, "differs" in made.not_pooled


def _by_part(groups: pl.DataFrame, by: str) -> list[_Row]:
    """The rows of a level or band, each against all cases that have one."""
    known = groups.filter(pl.col(by).is_not_null())
    every = int(known["cases"].sum()), int(known["found"].sum())
    order: list[Any] = list(RiskLevel) if by == "risk_level" else list(range(len(BAND_EDGES)))
    rows = []
    for sums in _summed(groups, by):
        place = sums[by]
        lift = Estimate()
        if place is not None:
            lift = part_of_whole(sums["found"], sums["cases"], every[1], every[0])
        rows.append((len(order) if place is None else order.index(place), sums, lift))
    return [
        _Row(band_name(sums[by]) if isinstance(sums[by], int) else sums[by], sums, lift)
        for _, sums, lift in sorted(rows, key=lambda row: row[0])
    ]


def _frame(question: Question, by: str, rows: Sequence[_Row]) -> tuple[pl.DataFrame, pl.DataFrame]:
    schema: dict[str, pl.DataType] = {by: pl.String(), **dict.fromkeys(HIT_COLUMNS, pl.Float64())}
    schema |= dict.fromkeys(_INTEGERS, pl.Int64())
    frame = pl.DataFrame([(row.key, *row.values) for row in rows], schema=schema, orient="row")
    # Checks for each worker give the workers away where they are few: hidden as their count is.
    workers = pl.Series(
        "workers_affected", [row.sums["workers_affected"] for row in rows], pl.Int64
    )
    _, covered = concealed(frame.with_columns(workers), question.scope)
    hidden = covered.drop("workers_affected").with_columns(
        covered["workers_affected"].alias("checks_per_worker")
    )
    shown = pl.when(~covered["workers_affected"]).then(pl.col("checks_per_worker"))
    return frame.with_columns(shown.alias("checks_per_worker")), hidden


def _trigger_notes(rows: list[_Row], alone: list[str], differing: list[str]) -> list[Message]:
    said = [message("note.lift_trigger")] if rows else []
    for name, triggers in (("no_random", alone), ("lift_differs", differing)):
        if triggers:
            items = Items(tuple(Code("trigger", trigger) for trigger in triggers))
            said.append(message(f"note.{name}", triggers=items))
    return said


def _trigger_finding(rows: Sequence[_Row]) -> Message:
    """What choosing by risk found against choosing at random."""
    found = {row.key: row for row in rows}
    if not rows:
        return message("finding.targeting_none")
    risk = found.get(Trigger.RISK_BASED)
    if risk is None:
        return message("finding.targeting_no_risk", n=sum(row.cases for row in rows))
    lift = risk.lift
    values: dict[str, Value] = {"rate": PerHundred(risk.found / risk.cases), "n": risk.cases}
    random = found.get(Trigger.RANDOM)
    if random is None or lift.value is None:
        return message("finding.targeting_no_random", **values)
    values["random"] = PerHundred(random.found / random.cases)
    if lift.low is None or lift.high is None:
        return message("finding.targeting_rates", **values)
    key = "more" if lift.low > 1 else "less" if lift.high < 1 else "unclear"
    return message(f"finding.targeting_{key}", **values, **_times(lift))


def _times(lift: Estimate) -> dict[str, Value]:
    return {
        name: Number(value or 0.0, 1)
        for name, value in (("ratio", lift.value), ("low", lift.low), ("high", lift.high))
    }


def _part_finding(by: str, rows: Sequence[_Row]) -> Message:
    """What the highest level or band with enough cases found, against all that have one."""
    if not rows:
        return message("finding.targeting_none")
    known = [row for row in rows if row.key is not None]
    if not known:
        return message(f"finding.targeting_no_{by}", n=sum(row.cases for row in rows))
    firm = [row for row in known if row.cases >= FEW]
    if not firm:
        return message(
            "finding.targeting_few",
            k=sum(row.found for row in known),
            n=sum(row.cases for row in known),
        )
    top = firm[-1]
    values: dict[str, Value] = {
        "group": Code(by, top.key),
        "rate": PerHundred(top.found / top.cases),
        "n": top.cases,
    }
    if top.lift.value is None or top.lift.low is None:
        return message("finding.targeting_part_rate", **values)
    return message(f"finding.targeting_{by}", **values, **_times(top.lift))


def _chart(finding: Message, by: str, rows: Sequence[_Row]) -> Chart:
    points = []
    for row in rows:
        low, high = wilson(row.found, row.cases)
        points.append(
            Point(
                label=Code(by, row.key),
                value=row.found / row.cases,
                key=row.key,
                low=low,
                high=high,
                k=row.found,
                n=row.cases,
                standing=Standing.FEW if row.cases < FEW else Standing.FIRM,
            )
        )
    return Chart(
        kind=ChartKind.INTERVALS,
        title=finding,
        subtitle=message(f"chart.targeting_{by}.subtitle", n=sum(row.cases for row in rows)),
        unit=Unit.SHARE,
        series=(Series("rate", message("series.rate"), tuple(points), Role.ON_SITE),),
        narrows=None if by == "risk_band" else by,
    )


def _columns(params: Mapping[str, str]) -> tuple[ResultColumn, ...]:
    return columns(params["by"], *HIT_COLUMNS)


BY = ("trigger", "risk_level", "risk_band")
"""What hit rates may be told apart by; the first is the default."""

MEASURES: tuple[Measure, ...] = (
    Measure("targeting_hit_rate", _columns, {"by": BY}, False, _hit_rate),
)
