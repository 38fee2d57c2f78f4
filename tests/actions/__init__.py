"""The truth of the rows: what actions leave behind, driven by HTTP as an app would."""
