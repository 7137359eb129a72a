"""What proves a book: the chain, its log, seals and what checks find. Pure."""
