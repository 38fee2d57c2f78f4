"""Rendering turns letters into text, pages and PDFs, and numbers into SVG; it words no sentence of its own."""
