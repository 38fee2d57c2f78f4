"""Transactions on a borrower's account: registering, settings, sessions, export, erasure."""
