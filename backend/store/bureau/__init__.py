"""Rows and queries of credit reports and disputes."""
