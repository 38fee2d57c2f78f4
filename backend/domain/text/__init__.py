"""Words in strangers' texts: how they are compared, and which issuers they name."""
