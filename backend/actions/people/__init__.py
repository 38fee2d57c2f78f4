"""Verbs on the borrower's account."""
