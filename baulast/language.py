"""German for users, English on request.

Both wordings stand side by side at the place that speaks, so that neither is forgotten when the
other changes. The language is fixed for a process by ``BAULAST_LANG`` (``de`` or ``en``).
"""

import os

LANGUAGE = "en" if os.environ.get("BAULAST_LANG", "de").lower().startswith("en") else "de"


def tr(german: str, english: str) -> str:
    """The wording for the language of this process."""
    return english if LANGUAGE == "en" else german
