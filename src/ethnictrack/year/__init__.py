"""The arithmetic of a budget year: figures, pace, settlement. Pure."""
