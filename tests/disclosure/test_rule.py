"""Small numbers leave the frame; what may be seen stays."""

from __future__ import annotations

import polars as pl
import pytest

from clausewatch.disclosure import concealed


def frame(workers: int | None, claimed: float = 1000.0) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "sector": ["food"],
            "cases_with_violation": [2],
            "workers_affected": pl.Series([workers], dtype=pl.Int64),
            "claimed_dkk": [claimed],
            "repaid_dkk": [0.0],
        }
    )


@pytest.mark.parametrize("workers", [1, 2, 3, 4])
def test_one_to_four_workers_and_their_amounts_are_hidden(workers: int):
    shown, hidden = concealed(frame(workers), "restricted")
    assert shown.row(0) == ("food", 2, None, None, 0.0)
    assert hidden.row(0) == (False, False, True, True, False)


def test_an_amount_over_no_known_worker_is_hidden_too():
    shown, hidden = concealed(frame(0), "restricted")
    assert shown.row(0) == ("food", 2, 0, None, 0.0)
    assert hidden.row(0) == (False, False, False, True, False)


def test_five_workers_are_shown():
    shown, hidden = concealed(frame(5), "restricted")
    assert shown.equals(frame(5))
    assert not any(hidden.row(0))


def test_the_full_scope_sees_everything():
    shown, hidden = concealed(frame(1), "full")
    assert shown.equals(frame(1))
    assert hidden.shape == shown.shape
    assert hidden.columns == shown.columns
    assert not any(hidden.row(0))


def test_no_rows_stay_no_rows():
    shown, hidden = concealed(frame(1).clear(), "restricted")
    assert shown.height == hidden.height == 0


def test_what_contracts_are_worth_is_internal():
    values = pl.DataFrame({"contracts": [40], "value_dkk": [9e6], "share_of_value": [0.5]})
    shown, hidden = concealed(values, "restricted")
    assert shown.row(0) == (40, None, None)
    assert hidden.row(0) == (False, True, True)
    assert concealed(values, "full")[0].equals(values)
