"""Files to cells: one module a format, and the guards before them."""
