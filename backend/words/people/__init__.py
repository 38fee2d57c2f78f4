"""Words about borrowers and their sessions."""
