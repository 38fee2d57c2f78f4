"""A bounded campaign of everything that goes wrong around running processes: `make faults`."""
