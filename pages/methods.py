"""Methods: what each way of looking finds."""

import streamlit as st

from clausewatch.ui import choices, figure, shell

with shell.page("methods") as page:
    main = page.run("rate_by_method_and_trigger", count=page.address.choice("count"))
    figure.headline(page, main)
    (count, _) = choices.row(page, "count", "references")
    figure.show(page, main, title="none")
    figure.show(page, page.run("method_effect_standardised"))
    crude, random = st.columns(2, gap="large")
    with crude:
        figure.show(page, page.run("method_effect_crude"), width="narrow")
    with random:
        figure.show(page, page.run("method_effect_random"), width="narrow")
    figure.show(page, page.run("method_effect_paired", about="documents"))
    figure.show(page, page.run("follow_up_funnel"))
    figure.show(page, page.run("rate_by_method", count=count))
    left, right = st.columns(2, gap="large")
    with left:
        figure.show(page, page.run("rate_by_performed_by", count=count), width="narrow")
    with right:
        figure.show(page, page.run("rate_by_tier", count=count), width="narrow")
    figure.show(page, page.run("evidence_abroad"))
    figure.show(page, page.run("checks_by_type"))
