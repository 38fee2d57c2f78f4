"""Whole chains: from what a borrower enters to what a phone shows, with faults in between."""
