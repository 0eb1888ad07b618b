"""What leaves the house for good, and how an installation comes back from it."""
