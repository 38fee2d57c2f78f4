"""What a transaction was for: the tree of categories, and the rules that sort into it."""
