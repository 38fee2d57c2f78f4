"""Rows and queries of files, the ledger, the forecast and the cut plan."""
