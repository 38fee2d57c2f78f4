"""Amounts in minor units, interest on them, and how a payment is shared out."""
