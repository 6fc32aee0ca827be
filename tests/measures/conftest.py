"""A register with a little of everything, published once."""

from __future__ import annotations

from datetime import date

import pytest

from clausewatch.snapshots import Snapshot
from tests.builders import contract, tables, violation, visit
from tests.conftest import published


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Thirty-odd checks: every method group, several triggers, countries, tiers and years."""
    closed = {"remedy_state": "verified_closed", "verified_on": "2025-12-01"}
    checks = [
        *(
            visit(
                violation(
                    workers_affected=2 + number, claimed_dkk=1000.0 * (number + 1), repaid_dkk=500
                ),
                case_id=f"on-{number}",
                supplier_id=f"S{number % 5}",
                trigger="risk_based",
                sector="construction",
                tier=number % 2,
                latitude=55.676,
                longitude=12.568,
                place="Indre By",
                started_on=f"2024-{1 + number % 6:02d}-10",
            )
            for number in range(9)
        ),
        *(
            visit(trigger="risk_based", sector="construction", started_on="2024-02-11")
            for _ in range(6)
        ),
        *(
            visit(method="document_review", started_on=f"2015-{month:02d}-03", team="north")
            for month in range(1, 13)
        ),
        visit(
            violation(category="housing", severity="gross", workers_affected=40, **closed),
            method="online_interview",
            trigger="tip",
            sector="food",
            country="ES",
            clause="csr",
            partner="NGO partner, food",
            performed_by="partner_organisation",
            contract_id="c2",
            supplier_id="S9",
            latitude=36.84,
            longitude=-2.46,
            place="Almería",
            started_on="2025-05-05",
        ),
        visit(
            violation(workers_affected=3, claimed_dkk=250_000),
            violation(category="working_time"),
            method="document_review",
            trigger="follow_up",
            case_id="on-1",
            supplier_id="S1",
            started_on="2024-04-01",
        ),
        visit(method="social_audit_review", started_on="2025-06-01", completed_on=None),
        visit(method="reconnaissance", started_on="2025-06-02"),
        visit(outcome="no_access", started_on="2025-06-03"),
    ]
    contracts = [contract(contract_id="c2", contract_type="ski_call_off", sector="food")]
    return published(
        tmp_path_factory.mktemp("register") / "snapshots",
        tables(*checks, contracts=contracts),
        register_date=date(2025, 12, 31),
    )
