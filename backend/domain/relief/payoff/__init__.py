"""Pay-off plans: debts played forward by day under one budget, in several orders, side by side."""
