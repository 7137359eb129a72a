"""What stands between the command line and the verbs: parsing, streams, how a command ends."""
