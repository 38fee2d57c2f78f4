"""What make calls beside the product: locks, notices and the bill of materials."""
