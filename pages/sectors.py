"""Sectors: where violations are found, and what they meant for workers."""

import streamlit as st

from clausewatch.ui import choices, figure, shell

with shell.page("sectors") as page:
    count = page.address.choice("count")
    main = page.run("rate_by_sector", count=count)
    figure.headline(page, main)
    choices.row(page, "count", "references")
    figure.show(page, main, title="none")
    unit = choices.show(page, "unit", measure="unit_funnel_plot")
    figure.show(page, page.run("unit_funnel_plot", unit=unit))
    (impact,) = choices.row(page, "impact")
    figure.show(page, page.run("impact_by_sector", show=impact))
    left, right = st.columns(2, gap="large")
    with left:
        figure.show(page, page.run("rate_by_clause", count=count), width="narrow")
    with right:
        figure.show(page, page.run("rate_by_contract_type", count=count), width="narrow")
