"""By HTTP, as an app would."""
