"""What reviewers decide: over the reading, never in its place, and published at once."""
