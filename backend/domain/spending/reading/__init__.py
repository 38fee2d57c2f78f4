"""How an export is laid out: its words, dates, amounts and columns, found in its first rows."""
