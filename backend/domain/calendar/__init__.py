"""The calendar traps, each met once: month ends, holidays, clock changes, quiet hours."""
