"""Asking on a terminal for what the command line left out; nothing here is imported otherwise."""
