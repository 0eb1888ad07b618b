"""The commands, by what they serve: parse, call, print."""
