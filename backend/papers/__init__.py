"""A letter set on paper: as plain text, as a page for a browser, as a PDF. It knows letters and no other room."""
