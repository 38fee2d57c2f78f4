"""Collectors' conduct: what was logged, what the place's rules say, and what each rule answers of each contact."""
