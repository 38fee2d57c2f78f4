"""Dispute letters as PDF."""
