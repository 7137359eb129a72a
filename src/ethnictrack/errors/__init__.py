"""Everything a user can be refused for: one class per refusal, one module per noun."""
