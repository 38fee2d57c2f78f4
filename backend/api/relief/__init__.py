"""Routes and schemas of contacts, agreements and plans out of debt."""
