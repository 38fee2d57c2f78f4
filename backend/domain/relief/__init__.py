"""Getting out of debt: what being late costs, and what to ask of whom."""
