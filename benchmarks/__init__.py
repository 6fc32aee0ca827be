"""How fast the engine, the pages and the start are, and how much memory they take.

``make bench`` or ``clausewatch bench`` runs all of it. It lies beside the package and not in it,
because it compares the engine with SQL by hand and drives a browser: a command line that only asks
measures may do neither.
"""
