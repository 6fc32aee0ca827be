"""The same contract, supplier and clause seen both ways: what each missed of the other's finds."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from clausewatch.charts import Chart, ChartKind, Point, Role, Series, Unit
from clausewatch.disclosure import concealed
from clausewatch.engine import QueryStopped
from clausewatch.measures.columns import columns
from clausewatch.measures.counts import FEW, numerator_notes
from clausewatch.measures.registry import Figures, Measure, Question
from clausewatch.measures.result import ResultColumn
from clausewatch.model.codes import Category, MethodGroup, Trigger
from clausewatch.model.message import Code, Items, Message, Share, message
from clausewatch.statistics import paired

SHOWN_BY_DOCUMENTS = (
    Category.ALLOWANCES_PENSION_HOLIDAY,
    Category.CONTRACT_CERTIFICATE,
    Category.UNDERPAYMENT,
    Category.WORKING_TIME,
)
"""The categories a document check can find: of others it can only miss all."""

_COLUMNS = (
    "pairs",
    "both",
    "only_on_site",
    "only_desk",
    "neither",
    "p_exact",
    "share_missed_by_desk",
    "share_missed_low",
    "share_missed_high",
    "desk_first",
    "on_site_first",
    "left_out_follow_up",
)
_CELLS = ("both", "only_on_site", "only_desk", "neither")


def _paired(question: Question) -> Figures:
    filters = question.filters
    if question.params["about"] == "documents" and not filters.category:
        filters = filters.narrowed(category=SHOWN_BY_DOCUMENTS)
    try:
        checks = question.engine.query("paired_checks", question.snapshot, filters)
    except QueryStopped:
        return _figures(question, _row(None, None), message("finding.paired_too_many"), None, [])
    on_site = (checks["method_group"] == MethodGroup.ON_SITE).to_numpy()
    pairs = paired.match(
        # Numbers in the order of the ids: comparing a million texts takes seconds.
        contract=checks["contract_id"].rank("dense").to_numpy(),
        supplier=checks["supplier_id"].rank("dense").to_numpy(),
        clause=checks["clause"].rank("dense").to_numpy(),
        case=checks["case_id"].rank("dense").to_numpy(),
        started_on=checks["started_on"].to_physical().to_numpy(),
        on_site=on_site,
        desk=~on_site,
        completed=[True] * checks.height,
        follow_up=(checks["trigger"] == Trigger.FOLLOW_UP).to_numpy(),
    )
    found = checks["found"].to_numpy() == 1
    table, orders = paired.compare(pairs, found), paired.compare_orders(pairs, found)
    said = [message("note.paired_caption")]
    if filters.category == SHOWN_BY_DOCUMENTS and not question.filters.category:
        names = tuple(Code("category", name) for name in SHOWN_BY_DOCUMENTS)
        said.append(message("note.paired_categories", values=Items(names)))
    if pairs.left_out_follow_up:
        said.append(message("note.paired_follow_up", n=pairs.left_out_follow_up))
    both_orders = (orders.desk_first, orders.on_site_first)
    if min(order.pairs for order in both_orders) >= FEW:
        said += [
            message(
                f"note.paired_{name}",
                n=order.pairs,
                k=order.only_on_site,
                of=order.both + order.only_on_site,
            )
            for name, order in zip(("desk_first", "on_site_first"), both_orders, strict=True)
        ]
    finding = _finding(table)
    row = _row(table, (orders, pairs.left_out_follow_up))
    return _figures(question, row, finding, _chart(finding, table), said)


def _figures(
    question: Question,
    frame: pl.DataFrame,
    finding: Message,
    chart: Chart | None,
    said: list[Message],
) -> Figures:
    notes = (*said, *numerator_notes(question))
    return Figures(*concealed(frame, question.scope), finding, chart, notes)


def _row(table: paired.Paired | None, more: tuple[paired.Orders, int] | None) -> pl.DataFrame:
    schema: dict[str, pl.DataType] = dict.fromkeys(_COLUMNS, pl.Int64())
    schema |= dict.fromkeys(_COLUMNS[5:9], pl.Float64())  # p and the share with its limits
    if table is None or more is None:
        return pl.DataFrame([dict.fromkeys(_COLUMNS)], schema=schema)
    orders, follow_up = more
    values = (
        table.pairs,
        *(getattr(table, cell) for cell in _CELLS),
        table.p_exact,
        table.share_missed,
        table.share_missed_low,
        table.share_missed_high,
        orders.desk_first.pairs,
        orders.on_site_first.pairs,
        follow_up,
    )
    return pl.DataFrame([values], schema=schema, orient="row")


def _finding(table: paired.Paired) -> Message:
    on_site = table.both + table.only_on_site
    if not table.pairs:
        return message("finding.paired_none")
    if table.share_missed is None or on_site < FEW:
        return message("finding.paired_few", n=table.pairs, k=table.only_on_site, of=on_site)
    assert table.share_missed_low is not None
    assert table.share_missed_high is not None
    return message(
        "finding.paired",
        n=table.pairs,
        k=table.only_on_site,
        of=on_site,
        only_desk=table.only_desk,
        share=Share(table.share_missed),
        low=Share(table.share_missed_low),
        high=Share(table.share_missed_high),
    )


def _chart(finding: Message, table: paired.Paired) -> Chart:
    return Chart(
        kind=ChartKind.BARS,
        title=finding,
        subtitle=message("chart.paired.subtitle", n=table.pairs),
        unit=Unit.COUNT,
        series=(
            Series(
                "pairs",
                message("result.pairs"),
                tuple(
                    Point(label=message(f"result.{cell}"), value=getattr(table, cell))
                    for cell in _CELLS
                )
                if table.pairs
                else (),
                Role.ON_SITE,
            ),
        ),
    )


def _columns(_params: Mapping[str, str]) -> tuple[ResultColumn, ...]:
    return columns(*_COLUMNS)


MEASURES = (
    Measure("method_effect_paired", _columns, {"about": ("any", "documents")}, False, _paired),
)
