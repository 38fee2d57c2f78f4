"""Routes and schemas of files, the ledger, the forecast and the cut plan."""
