"""The command line: the `klaster` program."""
