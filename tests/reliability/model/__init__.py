"""A second book, written from the documents in the plainest way, to hold the program against.

Nothing of the program is used and nothing is kept up to date: every sum is made anew from facts.
"""
