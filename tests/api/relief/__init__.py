"""Contacts, agreements and plans out of debt, through the public door."""
