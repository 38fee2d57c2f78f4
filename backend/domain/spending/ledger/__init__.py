"""What each line of the ledger is beside the others: a twin, a transfer, a refund, a series that repeats."""
