"""Words about cards, loans, statements and payments."""
