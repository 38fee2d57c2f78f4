"""Plain functions whose names are sentences; time is passed in; nothing of our own is mocked."""
