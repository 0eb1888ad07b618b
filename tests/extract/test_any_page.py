"""Whatever words a page has, it is read without an error, and what is read has a place on it."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baulast.model import Dossier, page_text
from baulast.settings import ExtractSettings
from extract.stage import extract

WORDS = st.sampled_from(
    ["Gemarkung", "Flur", "Flurstück", "Blatt", "Nr.", "Baulastenblatt", "Inhalt der Eintragung",
     "Bemerkungen", "1", "2.", "....", "/", "-", "", "3.11.1965", "Kaarst", "25", "26/3",
     "Eingetragen am", "Gelöscht", "Verpflichtungserklärung", "zugunsten", "§ 99 BauO NW", "xX|~"]
)  # fmt: skip
PLACES = st.tuples(st.integers(0, 48), st.integers(0, 60))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(pages=st.lists(st.lists(st.tuples(WORDS, PLACES), max_size=40), min_size=1, max_size=3))
def test_any_page_is_read(paper, nlp, pages):
    """No arrangement of words breaks the reading, and every field lies within its page's text."""
    made = []
    for number, words in enumerate(pages, start=1):
        page = paper(number)
        for text, (column, row) in words:
            page.write(50 * column, 55 * row, text)
        made.append(page.page())
    dossier = Dossier(id="x/1", municipality="x", number=None, pages=tuple(made))
    read = extract(dossier, nlp, ExtractSettings())
    assert len(read.pages) == len(made)
    lengths = {page.number: len(page_text(page.words).text) for page in made}
    for field in read.fields:
        assert 0 <= field.evidence.start < field.evidence.end <= lengths[field.evidence.page]
