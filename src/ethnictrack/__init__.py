"""Books of public programmes for a provincial ethnic-affairs office."""

__version__ = "0.1.0"
