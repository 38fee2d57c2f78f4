"""Graceday: the borrower's side of a debt, kept with a lender's discipline."""
