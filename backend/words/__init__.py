"""Words are what is said to a borrower, in zh-CN and en: short, calm, specific, with one next action."""
