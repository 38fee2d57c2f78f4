"""Getting out of debt, through the public door."""
