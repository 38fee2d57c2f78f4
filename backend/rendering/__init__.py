"""What is shown and printed: letters as text, page and PDF, numbers as SVG. It says no sentence of its own."""
