"""Pictures of numbers as SVG: drawn for light and dark, in both languages, described for who cannot see them."""
