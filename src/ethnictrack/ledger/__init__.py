"""The rules of entries: plans, payments, ceilings, corrections. Pure."""
