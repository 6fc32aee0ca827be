"""The answer of a measure in one sentence, chosen from counts; the words are in the catalogue."""

from __future__ import annotations

from collections.abc import Sequence

from clausewatch.charts import Standing
from clausewatch.measures.counts import Counts, share_of
from clausewatch.model.codes import MethodGroup, Trigger
from clausewatch.model.message import Code, Message, PerHundred, Share, Value, message
from clausewatch.statistics import newcombe


def compared(groups: Sequence[tuple[Value, Counts]], count: str = "visit") -> Message:
    """The two groups that differ most clearly, and whether even that may be chance.

    The highest is the group with the highest lower limit, the other the one with the lowest upper
    limit, so that a large difference between two small groups does not hide a sure one. Groups
    with few checks are not named. The difference is judged by the hybrid score interval.
    """
    firm = [(label, c) for label, c in groups if c.standing is Standing.FIRM]
    if not firm:
        return _too_little([counts for _, counts in groups])
    if len(firm) == 1:
        (group, counts) = firm[0]
        return message(f"finding.one_group_{count}", group=group, **_k_of_n(counts))
    top, most = max(firm, key=lambda item: item[1].interval[0] or 0.0)
    bottom, least = min(
        (item for item in firm if item[1] is not most), key=lambda item: item[1].interval[1] or 0.0
    )
    _, low, _ = newcombe(most.k, most.n, least.k, least.n)
    return message(
        f"finding.clearest_{count}" if low > 0 else f"finding.much_alike_{count}",
        top=top,
        bottom=bottom,
        **_k_of_n(most),
        **{f"{name}_2": value for name, value in _k_of_n(least).items()},
    )


def method_contrast(rows: Sequence[tuple[MethodGroup, str, Counts]]) -> Message:
    """On site against documents, each with the trigger it was used with most.

    Args:
        rows: method group, trigger and counts; a group and trigger may come several times.
    """
    sides = [_side(rows, group) for group in (MethodGroup.ON_SITE, MethodGroup.DESK)]
    shown = [side for side in sides if side]
    if len(shown) == 2:
        (trigger_1, on_site), (trigger_2, desk) = shown
        return message(
            "finding.on_site_and_desk",
            trigger=Code("trigger", trigger_1),
            rate=PerHundred(on_site.rate or 0.0),
            n=on_site.n,
            trigger_2=Code("trigger", trigger_2),
            rate_2=PerHundred(desk.rate or 0.0),
            n_2=desk.n,
        )
    everything = [counts for _, trigger, counts in rows if trigger != Trigger.FOLLOW_UP]
    if sum(counts.n for counts in everything) == 0:
        return _too_little(everything)
    return message("finding.all_checks", **_k_of_n(sum(everything, Counts())))


def _side(
    rows: Sequence[tuple[MethodGroup, str, Counts]], group: MethodGroup
) -> tuple[str, Counts] | None:
    by_trigger: dict[str, Counts] = {}
    for of, trigger, counts in rows:
        if of is group and trigger != Trigger.FOLLOW_UP:
            by_trigger[trigger] = by_trigger.get(trigger, Counts()) + counts
    firm = {t: c for t, c in by_trigger.items() if c.standing is Standing.FIRM}
    if not firm:
        return None
    trigger = max(firm, key=lambda name: (firm[name].n, name))
    return trigger, firm[trigger]


def over_time(periods: Sequence[tuple[Value, Counts]]) -> Message:
    """All periods together, then the last that is neither small nor provisional."""
    firm = [(p, c) for p, c in periods if c.standing is Standing.FIRM and not c.provisional]
    everything = sum((counts for _, counts in periods), Counts())
    if not firm:
        return _too_little([counts for _, counts in periods])
    last, counts = firm[-1]
    low, high = counts.widest
    assert low is not None
    assert high is not None
    return message(
        "finding.over_time",
        period=last,
        low=Share(low, counts.n),
        high=Share(high, counts.n),
        **_k_of_n(counts),
        rate_2=share_of(everything),
        k_2=everything.k,
        n_2=everything.n,
    )


def _too_little(groups: Sequence[Counts]) -> Message:
    together = sum(groups, Counts())
    if not together.n:
        key = "finding.none_completed" if together.open else "finding.no_checks"
        return message(key, n=together.open)
    return message("finding.few", k=together.k, n=together.n)


def _k_of_n(counts: Counts) -> dict[str, Value]:
    return {"rate": share_of(counts), "k": counts.k, "n": counts.n}
