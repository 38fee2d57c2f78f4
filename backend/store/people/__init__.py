"""Rows and queries of the borrower's account."""
