"""What is said of files, the ledger, the forecast and the cut plan."""
