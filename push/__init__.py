"""Carries what the outbox holds to phones and mailboxes; its own process, `python -m push`."""
