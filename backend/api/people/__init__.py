"""Routes and schemas of the borrower's account."""
