"""Targeting: whether choosing by risk finds more, what was seen and what to see next."""

import streamlit as st

from clausewatch.ui import choices, figure, shell

with shell.page("targeting") as page:
    main = page.run("targeting_hit_rate")
    figure.headline(page, main)
    figure.show(page, main, title="none")
    level, band = st.columns(2, gap="large")
    with level:
        by_level = page.run("targeting_hit_rate", by="risk_level")
        figure.show(page, by_level, width="narrow", apart="risk_level")
    with band:
        by_band = page.run("targeting_hit_rate", by="risk_band")
        figure.show(page, by_band, width="narrow", apart="risk_band")
    gains, calibration = st.columns(2, gap="large")
    with gains:
        figure.show(page, page.run("targeting_gains"), width="narrow")
    with calibration:
        figure.show(page, page.run("targeting_calibration"), width="narrow")
    figure.show(page, page.run("targeting_backtest"))
    figure.show(page, page.run("coverage_high_risk"))
    if page.may_run("next_visits"):
        figure.show(page, page.run("next_visits"))
    (checks,) = choices.row(page, "checks")
    figure.show(page, page.run("visit_what_if", checks=checks))
