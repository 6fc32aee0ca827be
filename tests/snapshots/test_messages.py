import json
from datetime import date

import pytest

from clausewatch.model.message import (
    Amount,
    Code,
    Country,
    Items,
    Number,
    Period,
    Share,
    message,
)
from clausewatch.snapshots.messages import message_from_json, to_json, value_from_json

VALUES = [
    "tekst",
    3,
    date(2024, 3, 4),
    Share(0.25, 40),
    Share(0.25),
    Amount(1500.5),
    Number(2.5, 2),
    Code("method", "document_review"),
    Code("method", None),
    Country("DK"),
    Country(None),
    Period(date(2024, 1, 1), "quarter"),
    Items(("a", Country("SE"), message("table.visits")), "or"),
    message("table.visits"),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_every_kind_of_value_comes_back_as_it_was(value):
    whole = message("finding.unknown", value=value, n=2)

    assert message_from_json(json.loads(json.dumps(to_json(whole)))) == whole


@pytest.mark.parametrize("value", [None, [], {}, {"key": 3, "values": {}}, "text"])
def test_what_is_no_message_is_refused(value):
    with pytest.raises(ValueError, match="no message"):
        message_from_json(value)


def test_what_is_no_value_is_refused():
    with pytest.raises(ValueError, match="no value"):
        value_from_json({"colour": "red"})
