"""Graceday: the borrower's side of a debt, kept with a lender's discipline."""

__version__ = "0.2.0"
