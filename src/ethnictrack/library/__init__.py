"""The books as a library: open one, record, list, ask for reports."""
