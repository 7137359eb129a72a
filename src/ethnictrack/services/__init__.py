"""One verb a function: given an open book, apply the rules and write."""
