"""Values and rules of the books; standard library only."""
