"""What is said of lateness, of the way out and of collectors."""
