"""Entries and pages made searchable: documents, what a person asks, and the embedded index."""
