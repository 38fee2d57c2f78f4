"""DECIDE: pure rules. No clock, no input or output; frozen dataclasses in, values out."""
