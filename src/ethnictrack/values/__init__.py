"""Values: money, amounts, dates, quantities, text, and how each is read. Pure."""
