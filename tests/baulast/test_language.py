"""Words that are kept know both languages, and each reader gets one."""

from baulast.language import Both, speaking

SHEET = Both("Blatt", "sheet")


def test_each_reader_gets_the_language_spoken() -> None:
    """The same kept words, shown in a German and in an English answer."""
    assert f"{SHEET} 7" == "Blatt 7"
    with speaking("en"):
        assert f"{SHEET} 7" == "sheet 7"


def test_words_put_together_stay_in_their_languages() -> None:
    """No sentence comes out half German, whatever is spoken while it is made."""
    with speaking("en"):
        told = SHEET + " 7" + Both(" fehlt", " is missing")
    assert told == Both("Blatt 7 fehlt", "sheet 7 is missing")
    assert told.each(str.upper) == Both("BLATT 7 FEHLT", "SHEET 7 IS MISSING")


def test_words_of_one_language_stand_for_both() -> None:
    """What an earlier program kept is shown as it is, and found as one wording."""
    kept = Both.only("Blatt 7 fehlt")
    assert kept.wordings == ("Blatt 7 fehlt",)
    with speaking("en"):
        assert str(kept) == "Blatt 7 fehlt"
