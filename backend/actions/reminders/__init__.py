"""Verbs on deadlines, and what is said about them."""
