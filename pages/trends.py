"""Trends: what changes over time."""

from clausewatch.ui import choices, figure, shell

with shell.page("trends") as page:
    shown, grain = page.address.choice("show"), page.address.choice("grain")
    if shown == "rate":
        main = page.run("rate_over_time", grain=grain, count=page.address.choice("count"))
    else:
        main = page.run("impact_over_time", grain=grain, show=shown)
    figure.headline(page, main)
    choices.row(page, "show", "grain", *(("count",) if shown == "rate" else ()), "references")
    figure.show(page, main, title="none")
    if shown == "rate":
        figure.show(page, page.run("rate_control_chart", grain=grain))
    figure.show(page, page.run("activity_over_time", grain=grain))
