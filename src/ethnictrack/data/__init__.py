"""Lists that come with the package: administrative units and programme trees, as CSV.

Every list is UTF-8 with one heading row, parents before their children, and codes as text.
Where each fact comes from, and what is still to be verified, stands in docs/sources.md.
"""
