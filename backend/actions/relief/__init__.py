"""Verbs on contacts, agreements and plans out of debt."""
