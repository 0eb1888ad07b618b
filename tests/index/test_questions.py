"""What officials type finds what they mean, in the made-up register of eight towns."""

from collections.abc import Iterator

import pytest
from eight_towns import Asked, questions, register

from index.embedded import EmbeddedIndex
from index.query import parse
from index.seam import Index, Nearness

AT_FIRST_SIGHT = 10  # as many hits as a screen shows
QUESTIONS = questions()
ENOUGH_BY_TEXT = 0.95  # of the hits that questions in words must give


@pytest.fixture(
    scope="module", params=["embedded", pytest.param("shared", marks=pytest.mark.integration)]
)
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Index]:
    """The register in a file, and on a server: the same questions, the same hits."""
    if request.param == "embedded":
        with EmbeddedIndex(tmp_path_factory.mktemp("register") / "index.sqlite") as index:
            index.rebuild(register())
            yield index
        return
    index = request.getfixturevalue("shared")
    index.rebuild(register())
    yield index
    index.rebuild(())


def found(index: Index, asked: Asked, *, least: Nearness = Nearness.SAME_ZAEHLER) -> list[str]:
    """The numbers of the dossiers found at least so surely, deleted entries among them."""
    hits = index.search(parse(asked.written), deleted=True).entries
    return [str(hit.document.number) for hit in hits if hit.nearness <= least]


@pytest.mark.parametrize(
    "asked", [q for q in QUESTIONS if q.group == "parcel"], ids=lambda asked: asked.written
)
def test_a_parcel_is_found_however_it_is_written(filled: Index, asked: Asked) -> None:
    """Every entry of the parcel is among the first ten hits."""
    assert asked.hits <= set(found(filled, asked)[:AT_FIRST_SIGHT])


@pytest.mark.parametrize("asked", [q for q in QUESTIONS if q.never], ids=lambda a: a.written)
def test_what_must_not_be_found_is_not(filled: Index, asked: Asked) -> None:
    """Another parcel is never given out as the one meant, and a person's name finds nothing."""
    assert asked.never.isdisjoint(found(filled, asked, least=Nearness.EXACT))


def test_words_find_nearly_all(filled: Index) -> None:
    """Of all hits that questions in words must give, enough are among the first ten."""
    asked = [question for question in QUESTIONS if question.group == "text"]
    wanted = sum(len(question.hits) for question in asked)
    missed = {
        question.written: missing
        for question in asked
        if (missing := question.hits - set(found(filled, question)[:AT_FIRST_SIGHT]))
    }
    assert 1 - sum(map(len, missed.values())) / wanted >= ENOUGH_BY_TEXT, missed


def test_there_are_questions_enough() -> None:
    """At least 120, most of them about parcels: that is what officials ask."""
    assert len(QUESTIONS) >= 120
