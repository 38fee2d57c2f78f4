"""The files that a borrower adds to a dispute: kept once by what is in them, in a folder outside the database."""
