"""The register as it lives on: statements from it, what it should hold, and what it came from."""
