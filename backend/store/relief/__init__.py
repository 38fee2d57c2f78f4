"""Rows and queries of contacts, agreements and plans out of debt."""
