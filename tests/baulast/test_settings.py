"""Settings come from a file, and a wrong key is named rather than passed over."""

from dataclasses import replace

import pytest

from baulast.settings import OcrSettings, Settings, fingerprint, settings_from


def test_a_silent_file_gives_the_defaults() -> None:
    """Nothing need be set."""
    assert settings_from({}) == Settings()


@pytest.mark.parametrize("tables", [{"ocr": {"engin": "x"}}, {"orc": {}}])
def test_an_unknown_key_is_named(tables: dict[str, object]) -> None:
    """A typing error in a setting is said, with its name."""
    with pytest.raises(ValueError, match=r"engin|orc"):
        settings_from(tables)


def test_the_fingerprint_follows_every_value() -> None:
    """A changed setting is another key, an unchanged one the same on every run."""
    settings = OcrSettings()
    assert fingerprint(settings) == fingerprint(OcrSettings())
    assert fingerprint(settings) != fingerprint(replace(settings, engine="pytesseract"))
