"""Countries: where checks were made and what they found there."""

import streamlit as st

from clausewatch.ui import choices, countries, figure, shell

with shell.page("countries") as page:
    shown = page.address.choice("show")
    rates = page.run("rate_by_country")
    figure.headline(page, rates)
    choices.row(page, "show", "area")
    if page.may_run("sites"):
        sites = page.run("sites", show=shown)
        main, beside = st.columns([2, 1], gap="large")
        with main:
            figure.show(page, sites, area=page.area)
        with beside:
            countries.show(page, sites)
    figure.show(page, rates, title="measure")
    figure.show(page, page.run("unit_funnel_plot", unit="country"))
    if shown != "rate":
        figure.show(page, page.run("impact_by_country", show=shown))
    figure.show(page, page.run("rate_by_partner"))
