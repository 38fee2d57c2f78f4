"""The touch-lists of CONTRIBUTING.md, each walked with a throw-away member in a copy of the project."""
