"""What a counsellor is shown through a link: made from the borrower's facts, with letters in the place of names."""
