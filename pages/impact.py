"""Impact: what the violations meant for workers, and what was put right."""

import streamlit as st

from clausewatch.ui import choices, figure, shell, totals

with shell.page("impact") as page:
    figure.headline(page, page.run("impact_totals"))
    totals.show(page)
    impact, grain, _ = choices.row(page, "impact", "grain", "references")
    figure.show(page, page.run("impact_over_time", grain=grain, show=impact))
    figure.show(page, page.run("violations_by_category"))
    left, right = st.columns(2, gap="large")
    with left:
        figure.show(page, page.run("impact_by_sector", show=impact), width="narrow")
    with right:
        figure.show(page, page.run("impact_by_country", show=impact), width="narrow")
    figure.show(page, page.run("impact_totals"), title="measure")
