"""Pay-off plans of a borrower's own debts and of typed ones."""
