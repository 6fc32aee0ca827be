"""Data: which snapshot the figures are made from, what is wrong with it, and how to publish."""

from clausewatch.ui import about_data, definitions, publish, shell, snapshot_list

with shell.page("data", filtered=False) as page:
    about_data.headline(page)
    about_data.faults(page)
    snapshot_list.show(page)
    publish.show(page)
    definitions.show(page)
