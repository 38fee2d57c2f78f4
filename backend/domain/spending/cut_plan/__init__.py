"""The least painful cuts that fund every due, exact, each explained."""
