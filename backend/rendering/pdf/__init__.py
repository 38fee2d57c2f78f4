"""Letters set on paper."""
