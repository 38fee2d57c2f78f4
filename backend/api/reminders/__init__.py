"""Routes and schemas of deadlines, and what is said about them."""
