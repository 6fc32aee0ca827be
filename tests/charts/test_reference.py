from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from clausewatch.charts.reference import milestones, references
from clausewatch.model.codes import Method, MethodGroup, Sector
from clausewatch.model.tables import MILESTONES, PUBLISHED_FIGURES

KEYS = {
    "rate_by_method": {*Method, *MethodGroup},
    "rate_by_method_and_trigger": {*Method, *MethodGroup},
    "rate_by_sector": set(Sector),
    "rate_over_time": {None},
    "impact_over_time": {"claimed_dkk", "workers_affected"},
}


def test_the_citys_milestones_come_by_date():
    found = milestones()

    assert [milestone.at.year for milestone in found] == [2013, 2014, 2017, 2021, 2022]
    assert found[-1].at == date(2022, 3, 1)
    assert found[0].label.da == "CSR-bilag"


def test_a_register_adds_its_own_milestones():
    row = {"date": date(2019, 5, 1), "label_da": "ny hotline", "label_en": "new hotline"}

    found = milestones(pl.DataFrame([row], schema=MILESTONES.schema))

    assert [milestone.at.year for milestone in found] == [2013, 2014, 2017, 2019, 2021, 2022]


@pytest.mark.parametrize("measure", KEYS)
def test_published_figures_stand_beside_something_there_is_and_are_sourced(measure):
    found = references(measure)

    assert found
    assert {reference.key for reference in found} <= KEYS[measure]
    for reference in found:
        assert reference.source
        assert reference.label.da != reference.label.en
        assert reference.value <= 1 or not measure.startswith("rate")


def test_figures_of_other_rows_can_be_left_out():
    found = references("impact_over_time", keys=("workers_affected",))

    assert [reference.value for reference in found] == [204, 112, 203]


def test_a_register_corrects_a_figure_by_its_id_and_adds_others():
    known = {"measure": "rate_by_sector", "label_da": "a", "label_en": "b", "source": "c"}
    rows = [
        {**known, "figure_id": "copenhagen_2021_transport", "key": "transport", "value": 0.5},
        {**known, "figure_id": "ours", "key": "food", "value": 0.25},
    ]

    found = references("rate_by_sector", pl.DataFrame(rows, schema=PUBLISHED_FIGURES.schema))

    assert [(r.key, r.value) for r in found] == [("transport", 0.5), ("food", 0.25)]


def test_a_measure_without_published_figures_has_none():
    assert references("rate_by_tier") == ()
