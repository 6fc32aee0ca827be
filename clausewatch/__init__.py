"""ClauseWatch: what following up labour and CSR clauses finds, and what it changes for workers."""

__version__ = "0.1.0"
