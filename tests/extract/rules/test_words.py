import pytest
from spacy.vocab import Vocab

from extract.rules.words import CueTokenizer, classify, month


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Flst.-Nr. 123/45", ["Flst", ".", "-", "Nr", ".", "123", "/", "45"]),
        ("Flurstück12", ["Flurstück", "12"]),
        ("l2.O3.l974", ["l2", ".", "O3", ".", "l974"]),
        ("Haus 57a", ["Haus", "57", "a"]),
        ("508I202", ["508I202"]),
        ("GrundstückenFlurstück 3", ["Grundstücken", "Flurstück", "3"]),
        ("", []),
    ],
)
def test_words_are_split_at_signs_and_digits(text, words):
    """Every sign is a word, letters and digits part, and a misread digit stays with its number."""
    doc = CueTokenizer(Vocab())(text)
    assert [token.text for token in doc] == words
    assert doc.text == text


@pytest.mark.parametrize(
    ("word", "norm", "tag"),
    [
        ("Flurstücke", "flurstucke", "FST"),
        ("FLST", "flst", "FST"),
        ("Fist", "flst", "FST"),
        ("Flurstückc", "flurstucke", "FST"),
        ("Gemarkurig", "gemarkung", "GEM"),
        ("Flut", "flur", "FLUR"),
        ("tIw", "tlw", "PART"),
        ("uud", "und", "AND"),
        ("una", "und", "AND"),
        ("März", "marz", "MONTH"),
        ("MRZ", "mrz", "MONTH"),
        ("1O", "10", "NUMBER"),
        ("Stellplätze", "stellplatze", "UNIT"),
        ("Erklärnng", "erklarung", "WORD"),
        ("Landeshauardnung", "landesbauordnung", "LAW"),
        ("Landesgartenschau", "landesgartenschau", "WORD"),
        ("duldet", "duldet", "WORD"),
        ("Maier", "maier", "WORD"),
        ("Blumen", "blumen", "WORD"),
        ("über", "uber", "WORD"),
    ],
)
def test_words_have_a_class_and_a_norm(word, norm, tag):
    """A cue word is told in any spelling and common misreading; other words stay what they are."""
    assert classify(word) == (norm, tag)


def test_all_months_are_known():
    """Names and abbreviations lead to the number of the month."""
    full = "januar februar marz april mai juni juli august september oktober november dezember"
    short = "jan feb mrz apr mai jun jul aug sep okt nov dez"
    assert [month(name) for name in full.split()] == list(range(1, 13))
    assert [month(name) for name in short.split()] == list(range(1, 13))
    assert month("quatember") is None
