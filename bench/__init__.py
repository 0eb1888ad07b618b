"""Quality against truth, speed side by side with peers; prints ratios."""
