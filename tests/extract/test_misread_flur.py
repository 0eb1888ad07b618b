"""A Flur that never was, read for one that other pages name: put right only where it is proven."""

import pytest

from baulast.model import Dossier, FieldName
from baulast.settings import ExtractSettings
from extract.stage import extract

HEADER = ("Baulastenverzeichnis der Stadt Kaarst", "Baulastenblatt Nr. 1186 Seite 1")
ROW = ("Auf dem vorbezeichneten Grundstück ist eine Baracke", "zu beseitigen.")


def declaration(flur, number="133"):
    place = f"Gemarkung Büttgen, Flur {flur}, Flurstück {number}"
    return (
        "Kaarst, den 14.7.1965",
        "Verpflichtungserklärung",
        f"Als Eigentümer des Grundstücks {place}",
        "übernehme ich gemäß § 99 BauO NW folgende Baulast:",
        f"Auf dem Grundstück {place}",
        "ist eine Baracke zu beseitigen.",
    )


@pytest.fixture
def burdened(nlp, sheet, paper):
    """What an entry burdens whose header and declaration name these Fluren."""

    def read(header, *others):
        place = f"Gemarkung Büttgen Flur {header} Flurstück 133"
        page = sheet(("1", ROW, ["Eingetragen am", "3.11.1965"]), header=(*HEADER, place))
        pages = [paper(n).write(200, 200, *other) for n, other in enumerate(others, start=2)]
        made = tuple(p.page() for p in (page, *pages))
        dossier = Dossier(id="k/1", municipality="k", number=None, pages=made)
        (entry,) = extract(dossier, nlp, ExtractSettings()).entries
        return entry.findings[FieldName.BURDENED]

    return read


def fluren(finding):
    return [plot.parcel.flur for plot in finding.value]


def test_a_header_s_flur_that_never_was_is_the_one_that_others_name(burdened):
    """Büttgen has a Flur 38 and no 58: with two places for 38, the header's 5 is a 3."""
    finding = burdened("58", declaration("38"))
    assert fluren(finding) == ["38"]
    assert not finding.is_flagged


@pytest.mark.parametrize(
    ("header", "other"),
    [
        ("35", declaration("38")),  # both are there: one page contradicts the other
        ("57", declaration("38")),  # no digit that is taken for the other
        ("58", declaration("38", number="331")),  # another parcel proves nothing
        ("58", declaration("56")),  # neither is there
    ],
)
def test_without_proof_a_flur_is_asked_about(burdened, header, other):
    """Nothing is corrected to a neighbour: what contradicts is shown."""
    finding = burdened(header, other)
    assert fluren(finding) == [header]
    assert finding.is_flagged


def test_an_unknown_flur_that_all_name_stands(burdened):
    """Many files name a Flur that is gone: where all agree, it is neither changed nor asked."""
    finding = burdened("58", declaration("58"))
    assert fluren(finding) == ["58"]
    assert not finding.is_flagged


def test_a_page_that_misreads_the_sheet_s_flur_contradicts_nothing(burdened):
    """The other page's Flur cannot be, and its digit is easily taken for the sheet's."""
    finding = burdened("38", declaration("58"))
    assert fluren(finding) == ["38"]
    assert not finding.is_flagged
