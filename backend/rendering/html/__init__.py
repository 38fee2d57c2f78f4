"""Letters as a page for a browser."""
