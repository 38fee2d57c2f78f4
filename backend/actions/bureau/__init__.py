"""Verbs on credit reports and disputes."""
