"""Ratios, each beside a ceiling measured in the same run: machines differ, ratios travel."""
