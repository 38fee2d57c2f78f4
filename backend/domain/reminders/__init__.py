"""What to say and when: rules around a deadline become moments, and moments of one window become a digest."""
