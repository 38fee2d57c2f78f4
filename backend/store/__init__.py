"""KEEP: peewee rows and every query, one file a noun."""
