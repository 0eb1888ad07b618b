"""The kind of encumbrance by its wording, in words that the rules were not made for."""
