"""What is said of credit reports and disputes."""
