"""Sectors: where violations are found, and what they meant for workers."""

import streamlit as st

from clausewatch.ui import choices, figure, shell

with shell.page("sectors") as page:
    main = page.run("rate_by_sector", count=page.address.choice("count"))
    figure.headline(page, main)
    count, impact = choices.row(page, "count", "impact")
    figure.show(page, main, title="none")
    figure.show(page, page.run("impact_by_sector", show=impact))
    left, right = st.columns(2, gap="large")
    with left:
        figure.show(page, page.run("rate_by_clause", count=count), width="narrow")
    with right:
        figure.show(page, page.run("rate_by_contract_type", count=count), width="narrow")
