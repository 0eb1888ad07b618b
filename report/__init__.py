"""The report of a run: what a team leader signs."""
