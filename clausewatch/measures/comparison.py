"""On site against desk: as counted, like for like, and where the case began at random.

All three compare cases as they began: a case takes its way of looking, trigger, day, sector and
risk from its first check, and has a violation when any of its checks found one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import polars as pl

from clausewatch.charts import Chart, ChartKind, Point, Role, Series, Standing, Unit
from clausewatch.disclosure import concealed
from clausewatch.measures.columns import columns
from clausewatch.measures.counts import FEW, numerator_notes
from clausewatch.measures.registry import Figures, Measure, Question
from clausewatch.measures.result import ResultColumn
from clausewatch.measures.terms import label_of
from clausewatch.model.codes import MethodGroup, Trigger
from clausewatch.model.dimension import Dimension
from clausewatch.model.message import (
    Items,
    Message,
    Number,
    PerHundred,
    Value,
    message,
)
from clausewatch.statistics.effect import Effect, Estimate
from clausewatch.statistics.robust import standardise_by_supplier
from clausewatch.statistics.standardised import Standardised

_STRATA = ("sector", "risk_level", "year", "clause")
_SIDES = (MethodGroup.ON_SITE, MethodGroup.DESK)

EFFECT_COLUMNS = (
    "cases_used",
    "cases_left_out",
    "strata_used",
    "strata_total",
    "rate_on_site",
    "rate_desk",
    "risk_ratio",
    "risk_ratio_low",
    "risk_ratio_high",
    "risk_difference",
    "risk_difference_low",
    "risk_difference_high",
    "odds_ratio",
    "odds_ratio_low",
    "odds_ratio_high",
    "heterogeneity_p",
    "pooled",
)
_COUNTS = EFFECT_COLUMNS[:4]


@dataclass(frozen=True)
class _Compared:
    """One comparison and what was left out of it.

    Attributes:
        found: the effect and what it rests on.
        suppliers: how many suppliers have a case in it.
        completed: completed cases of the selection.
        left_out: why cases are not in it, with how many.
        of_contract: cases whose risk level is the contract's, not that of the day they were chosen.
    """

    found: Standardised
    suppliers: int
    completed: int
    left_out: Mapping[str, int]
    of_contract: int

    @property
    def used(self) -> int:
        return self.found.on_site_used + self.found.desk_used


def _cases(question: Question) -> pl.DataFrame:
    return question.engine.query("case_strata", question.snapshot, question.filters)


def _compare(cases: pl.DataFrame, *, strata: bool, random: bool = False) -> _Compared:
    """Compare the two sides over strata, or as one stratum, of all cases or of random ones."""
    side = pl.col("method_group").is_in(_SIDES)
    follow_up = pl.col("trigger") == Trigger.FOLLOW_UP
    kept = cases.filter(side, ~follow_up)
    left_out = {
        "other_ways": _sum(cases.filter(~side)),
        "follow_up": _sum(cases.filter(side, follow_up)),
    }
    if random:
        is_random = pl.col("trigger") == Trigger.RANDOM
        left_out["not_random"] = _sum(kept.filter(~is_random))
        kept = kept.filter(is_random)
    keys = kept.select(_STRATA).hash_rows() if strata else pl.repeat(0, kept.height, eager=True)
    made = standardise_by_supplier(
        keys.to_numpy(),
        (kept["method_group"] == MethodGroup.ON_SITE).to_numpy(),
        kept["supplier_id"].rank("dense").to_numpy(),
        kept["cases"].to_numpy(),
        kept["found"].to_numpy(),
    )
    found = made.standardised
    total = found.on_site_total + found.desk_total
    left_out["one_sided"] = total - found.on_site_used - found.desk_used
    return _Compared(
        found,
        made.suppliers,
        _sum(cases),
        {reason: n for reason, n in left_out.items() if n},
        _sum(kept.filter(pl.col("risk_is_of_contract") == 1)) if strata else 0,
    )


def _sum(cases: pl.DataFrame) -> int:
    return int(cases["cases"].sum())


def _standardised(question: Question) -> Figures:
    cases = _cases(question)
    compared = _compare(cases, strata=True)
    crude = _compare(cases, strata=False)
    random = _compare(cases, strata=False, random=True)
    frame = _frame(compared, compared.found.pooled)
    finding = _finding(compared)
    said = [message("note.cases_as_they_began"), *_left_out(compared)]
    if _opposed(crude.found.effect, compared.found.effect):
        said.append(message("note.crude_points_the_other_way", **_rates(crude.found.effect)))
    if compared.of_contract:
        said.append(message("note.risk_of_contract", n=compared.of_contract))
    said += [message(f"note.not_pooled_{reason}") for reason in compared.found.not_pooled]
    if "differs" in compared.found.not_pooled:
        shown = _by_sector(cases)
    else:
        shown = [
            (message("label.effect_crude"), crude),
            (message("label.effect_standardised"), compared),
            (message("label.effect_random"), random),
        ]
    chart = _chart(finding, shown)
    return _figures(question, frame, finding, chart, said)


def _one_stratum(name: str, question: Question) -> Figures:
    compared = _compare(_cases(question), strata=False, random=name == "random")
    finding = _finding_of_one(compared, name)
    said = [message("note.cases_as_they_began"), *_left_out(compared), message(f"note.{name}")]
    # One stratum pools nothing, so there is nothing to say about pooling.
    frame = _frame(compared, None)
    return _figures(
        question,
        frame,
        finding,
        _chart(finding, [(message(f"label.effect_{name}"), compared)]),
        said,
    )


def _figures(
    question: Question, frame: pl.DataFrame, finding: Message, chart: Chart, said: list[Message]
) -> Figures:
    return Figures(
        *concealed(frame, question.scope),
        finding,
        chart,
        (*said, *numerator_notes(question)),
    )


def _frame(compared: _Compared, pooled: bool | None) -> pl.DataFrame:
    found, effect = compared.found, compared.found.effect
    estimates = (effect.risk_ratio, effect.risk_difference, effect.odds_ratio)
    row: list[Any] = [
        compared.used,
        compared.completed - compared.used,
        found.strata_used,
        found.strata_total,
        effect.rate_on_site,
        effect.rate_desk,
        *(part for item in estimates for part in (item.value, item.low, item.high)),
        found.heterogeneity_p,
        pooled,
    ]
    schema: dict[str, pl.DataType] = dict.fromkeys(EFFECT_COLUMNS, pl.Float64())
    schema |= dict.fromkeys(_COUNTS, pl.Int64()) | {"pooled": pl.Boolean()}
    return pl.DataFrame([row], schema=schema, orient="row")


def _finding(compared: _Compared) -> Message:
    """The comparison in a sentence, or why there is none."""
    found = compared.found
    if sentence := _too_little(compared):
        return sentence
    if not found.pooled:
        key = "differs" if "differs" in found.not_pooled else "not_comparable"
        return message(
            f"finding.effect_{key}",
            n=compared.used,
            of=found.on_site_total + found.desk_total,
            strata=found.strata_used,
        )
    return _sentence("like_for_like", found.effect)


def _finding_of_one(compared: _Compared, name: str) -> Message:
    return _too_little(compared) or _sentence(name, compared.found.effect)


def _too_little(compared: _Compared) -> Message | None:
    """Why there is no comparison to speak of; None where there is."""
    found = compared.found
    if not compared.used:
        return message("finding.effect_none", n=compared.completed)
    if min(found.on_site_used, found.desk_used) < FEW:
        return message("finding.effect_few", n=found.on_site_used, desk=found.desk_used)
    return None


def _sentence(name: str, effect: Effect) -> Message:
    """How much more on site finds: as a ratio, or as a difference where the desk found nothing."""
    ratio, difference = effect.risk_ratio, effect.risk_difference
    if ratio.value is None or ratio.low is None or ratio.high is None:
        return message(f"finding.effect_{name}_difference", **_rates(effect), **_points(difference))
    clear = ratio.low > 1 or ratio.high < 1
    return message(
        f"finding.effect_{name}" if clear else f"finding.effect_{name}_unclear",
        **_rates(effect),
        ratio=Number(ratio.value, 1),
        low=Number(ratio.low, 1),
        high=Number(ratio.high, 1),
    )


def _rates(effect: Effect) -> dict[str, Value]:
    return {
        "on_site": PerHundred(effect.rate_on_site or 0.0),
        "desk": PerHundred(effect.rate_desk or 0.0),
    }


def _points(difference: Estimate) -> dict[str, Value]:
    low, high = difference.low or 0.0, difference.high or 0.0
    return {"low": Number(100 * low, 0), "high": Number(100 * high, 0)}


def _opposed(crude: Effect, adjusted: Effect) -> bool:
    one, other = crude.risk_difference.value, adjusted.risk_difference.value
    return one is not None and other is not None and one * other < 0


def _left_out(compared: _Compared) -> list[Message]:
    if not compared.left_out:
        return []
    reasons = tuple(
        message(f"phrase.left_out_{reason}", n=n) for reason, n in compared.left_out.items()
    )
    n = sum(compared.left_out.values())
    return [message("note.left_out", n=n, of=compared.completed, reasons=Items(reasons))]


def _by_sector(cases: pl.DataFrame) -> list[tuple[Value, _Compared]]:
    """Like for like within each sector, where one number for all would mislead."""
    return [
        (label_of(Dimension.SECTOR, sector), _compare(of_sector, strata=True))
        for (sector,), of_sector in sorted(
            cases.partition_by("sector", as_dict=True).items(), key=lambda item: str(item[0])
        )
    ]


def _chart(finding: Message, compared: Sequence[tuple[Value, _Compared]]) -> Chart:
    """Both sides of each comparison."""
    shown = [(label, item) for label, item in compared if item.used]
    return Chart(
        kind=ChartKind.INTERVALS,
        title=finding,
        subtitle=message("chart.effect.subtitle"),
        unit=Unit.SHARE,
        series=tuple(
            Series(
                side.value,
                label_of(Dimension.METHOD_GROUP, side),
                tuple(
                    Point(
                        label=label,
                        value=_rate(item.found.effect, side),
                        n=_used(item.found, side),
                        standing=Standing.FEW if _used(item.found, side) < FEW else Standing.FIRM,
                    )
                    for label, item in shown
                ),
                Role(side.value),
            )
            for side in _SIDES
            if shown
        ),
    )


def _rate(effect: Effect, side: MethodGroup) -> float | None:
    return effect.rate_on_site if side is MethodGroup.ON_SITE else effect.rate_desk


def _used(found: Standardised, side: MethodGroup) -> int:
    return found.on_site_used if side is MethodGroup.ON_SITE else found.desk_used


def _columns(_params: Mapping[str, str]) -> tuple[ResultColumn, ...]:
    return columns(*EFFECT_COLUMNS)


MEASURES = (
    Measure("method_effect_standardised", _columns, {}, False, _standardised),
    Measure("method_effect_crude", _columns, {}, False, partial(_one_stratum, "crude")),
    Measure("method_effect_random", _columns, {}, False, partial(_one_stratum, "random")),
)
