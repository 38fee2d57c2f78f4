"""What is said of deadlines, and what is said about them."""
