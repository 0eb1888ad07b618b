"""Whether an entry still holds: strokes, stamps and notes, and which entry they mean."""
