"""Routes and schemas of credit reports and disputes."""
