"""Rows and queries of deadlines, and what is said about them."""
