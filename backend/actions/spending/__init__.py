"""Verbs on files, the ledger, the forecast and the cut plan."""
