"""What the fields of each noun are, said once.

Options and their reading, prompts, columns of imports, filters, JSON, lists, exports, columns of
tables and digests are made from these declarations: a door that needs to know the fields of a noun
asks here and lists none of its own. ``tests/rules/test_fields.py`` walks every field through every
door.

``types`` says which values a field may hold, ``field`` what a field is, ``words`` what people write
for the members of closed lists, ``digest`` how a content is known again; every other module has the
fields of one noun.
"""
