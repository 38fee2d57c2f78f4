"""What the database, the disk or the clock does to running processes, and that they come back by themselves."""
