"""Overview: what was found, by which way of looking, and what it changed for workers."""

import streamlit as st

from clausewatch.ui import figure, glance, shell, totals

with shell.page("overview") as page:
    found = page.run("rate_by_method_group_and_trigger")
    figure.headline(page, found)
    main, beside = st.columns([2, 1], gap="large")
    with main:
        figure.show(page, found, title="none")
    with beside:
        totals.show(page)
    where, when = st.columns(2, gap="large")
    with where:
        glance.countries(page)
    with when:
        glance.trends(page)
