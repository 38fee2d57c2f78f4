"""The money of the days to come: usual spending, and whether each due is funded on its date."""
