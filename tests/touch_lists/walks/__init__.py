"""What each throw-away member can do, shown through the public door; run in the copy that has them."""
