"""Routes and schemas of cards, loans, statements and payments."""
