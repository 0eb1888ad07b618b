"""Values that another place of the dossier reads alike, and those that it does not."""

from dataclasses import replace

import pytest

from baulast.model import Dossier, FieldName
from baulast.settings import ExtractSettings
from extract.stage import extract

WAY = [
    "Auf dem Grundstück Gemarkung Kaarst, Flur 15, Flurstück 25 ist eine",
    "Zufahrt für das Grundstück Gemarkung Kaarst, Flur 15, Flurstück 580",
    "freizuhalten.",
]
PLAN = ["Amtlicher Lageplan", "Maßstab 1:500"]


@pytest.fixture
def entries(nlp, sheet):
    def read(*others, wording=WAY, more=(), trust=0.97, rivals=None, **how):
        rows = [("1", wording, ["Eingetragen am", "3.11.1965"]), *more]
        page = sheet(*rows, **how)
        page.words = [replace(w, confidence=trust) if w.text == "1186" else w for w in page.words]
        page.words = [
            replace(w, alternatives=(rivals or {}).get(w.text, ()), confidence=0.94)
            if w.text in (rivals or {})
            else w
            for w in page.words
        ]
        pages = (page.page(), *(other.page() for other in others))
        dossier = Dossier(id="k/1", municipality="k", number=None, pages=pages)
        return extract(dossier, nlp, ExtractSettings()).entries

    return read


def header(parcel="25", flur="15", blatt="1186"):
    return (
        "Baulastenverzeichnis der Stadt Kaarst",
        f"Baulastenblatt Nr. {blatt} Seite 1" if blatt else "Seite 1",
        f"Gemarkung Kaarst Flur {flur} Flurstück {parcel}" if parcel else "",
    )


def is_flagged(entry, name):
    return entry.findings[name].is_flagged


def test_a_header_a_digit_off_is_outvoted_by_row_and_plan(entries, paper):
    """Where another place has the row's parcel too, it is the header that is misread."""
    (alone,) = entries(header=header("26"))
    assert is_flagged(alone, FieldName.BURDENED)
    plan = paper(2).write(200, 200, *PLAN, "Gemarkung Kaarst Flur 15 Flurstück 25")
    (helped,) = entries(plan, header=header("26"))
    assert not is_flagged(helped, FieldName.BURDENED)


def test_a_header_with_another_parcel_is_never_outvoted(entries, paper):
    """What is more than a digit off is a contradiction that a person has to settle."""
    plan = paper(2).write(200, 200, *PLAN, "Gemarkung Kaarst Flur 15 Flurstück 25")
    (entry,) = entries(plan, header=header("731"))
    assert is_flagged(entry, FieldName.BURDENED)


def test_five_digits_are_two_numbers_run_together(entries):
    """A lost stroke makes a parcel that no Flur can have."""
    wording = [WAY[0].replace("25", "47129"), *WAY[1:]]
    (entry,) = entries(wording=wording, header=header("47129"))
    assert is_flagged(entry, FieldName.BURDENED)


def test_a_separator_tells_the_sheet_and_warns(entries, paper):
    """The sheet on the dossier's separator fills a gap, with a doubt, and doubts another number."""
    separator = paper(2).write(200, 200, "TRENNBLATT", "Baulastenblatt: 1186")
    (entry,) = entries(separator, header=header(blatt=None))
    assert entry.sheet.value == "1186"
    assert entry.sheet.is_flagged
    (entry,) = entries(separator, header=header(blatt="118"))
    assert entry.sheet.is_flagged
    (entry,) = entries(separator)
    assert not entry.sheet.is_flagged


@pytest.mark.parametrize(
    ("confidence", "other", "flagged"),
    [
        (0.99, None, False),
        (0.8, None, True),
        (0.8, "1186", False),  # two pages
        (0.99, "1136", True),
    ],
)
def test_an_order_tells_the_sheet(entries, paper, confidence, other, flagged):
    """An order in sure ink, or beside another page, gives the number that the header lacks."""
    lines = ("Eintragungsverfügung", "Auf Baulastenblatt 1186 unter lfd. Nr. 1 einzutragen:", *WAY)
    order = paper(2).write(200, 200, *lines)
    order.words = [
        replace(w, confidence=confidence) if w.text == "1186" else w for w in order.words
    ]
    cover = paper(3).write(200, 200, "Baulastenakte", f"Baulastenblatt {other}")
    (entry,) = entries(order, *([cover] if other else []), header=header(blatt=None))
    assert entry.sheet.value == "1186"
    assert entry.sheet.is_flagged is flagged


@pytest.mark.parametrize(
    ("above", "flagged"),
    [("1186", False), ("1136", True), ("118", True), ("Flurstück 1186", True)],
)
def test_a_number_whose_label_is_lost_bears_out_what_the_separator_names(
    entries, paper, above, flagged
):
    """What stands in the header without a label is a witness, unless it is a plot's."""
    separator = paper(2).write(200, 200, "TRENNBLATT", "Baulastenblatt: 1186")
    head = ("Baulastenverzeichnis der Stadt Kaarst", above, *header(blatt=None)[1:])
    (entry,) = entries(separator, header=head)
    assert entry.sheet.value == "1186"
    assert entry.sheet.is_flagged is flagged


def test_two_pages_name_no_sheet_where_there_are_two(entries, paper):
    """Of two sheets whose numbers are lost, pages do not tell which they name."""
    lines = ("Eintragungsverfügung", "Auf Baulastenblatt 1186 unter lfd. Nr. 1 einzutragen:", *WAY)
    order = paper(2).write(200, 200, *lines)
    again = ("1", [WAY[0].replace("25", "27"), *WAY[1:]], ["Eingetragen am", "3.11.1971"])
    assert all(
        entry.sheet.is_flagged for entry in entries(order, more=[again], header=header(blatt=None))
    )


@pytest.mark.parametrize(("other", "flagged"), [("1186", False), ("1136", True)])
def test_the_header_of_the_next_page_vouches_for_the_sheet(entries, sheet, other, flagged):
    """A sheet that goes on repeats its number, in other ink; another number vouches for nothing."""
    second = sheet(
        ("2", WAY, ["Eingetragen am", "3.11.1970"]), number=2, header=header(blatt=other)
    )
    assert entries(second, trust=0.8)[0].sheet.is_flagged is flagged


@pytest.mark.parametrize(
    ("line", "flagged"),
    [("nblatt: 1186", False), ("Baulastenbiatt 1186", False), ("att: 1186", True)],
)
def test_a_separator_at_the_edge_still_names_its_sheet(entries, paper, line, flagged):
    """Of "Baulastenblatt" the end is enough where the edge has cut off the rest."""
    separator = paper(2).write(200, 200, "TRENNBLATT", "Aktenart: Baulastenakte", line)
    assert entries(separator, trust=0.8)[0].sheet.is_flagged is flagged


def test_a_volume_is_no_year_before_the_register_began(entries):
    """Ones before a stroke are a Roman volume, unless what follows can be a year."""
    (entry,) = entries(header=header(blatt="11/15"))
    assert (entry.sheet.value, entry.sheet.is_flagged) == ("II/15", False)
    (entry,) = entries(header=header(blatt="11/64"))
    assert entry.sheet.is_flagged


def test_a_flur_missing_on_the_sheet_is_told_by_two_other_pages(entries, paper):
    """Where header and row name no Flur, two pages that name the plot in full are enough."""
    row = ["Auf dem Grundstück Gemarkung Kaarst, Flurstück 25 ist eine", *WAY[1:]]
    above = (*header(parcel=None), "Gemarkung Kaarst Flurstück 25")
    pages = [
        paper(number).write(200, 200, *PLAN, "Gemarkung Kaarst Flur 15 Flurstück 25")
        for number in (2, 3)
    ]
    (alone,) = entries(pages[0], wording=row, header=above)
    assert is_flagged(alone, FieldName.BURDENED)
    (told,) = entries(
        *pages,
        paper(4).write(200, 200, "Verpflichtungserklärung", "Kaarst, den 14.7.1965", *WAY),
        wording=row,
        header=above,
    )
    assert told.burdened.value[0].parcel.flur == "15"
    assert not is_flagged(told, FieldName.BURDENED)


def test_type_that_a_second_look_disputes_twice_vouches_for_nothing(nlp, sheet, paper):
    """A worn "0" is a "9" in header and row alike; only ink without a rival makes it sure."""
    page = sheet(("1", WAY, ["Eingetragen am", "3.11.1965"])).page()
    words = tuple(
        replace(w, confidence=0.8, alternatives=("2",)) if w.text in ("25", "25,") else w
        for w in page.words
    )
    plan = paper(2).write(200, 200, *PLAN, "Gemarkung Kaarst Flur 15 Flurstück 25").page()
    for more, flagged in (((), True), ((plan,), False)):
        pages = (replace(page, words=words), *more)
        dossier = Dossier(id="k/1", municipality="k", number=None, pages=pages)
        (entry,) = extract(dossier, nlp, ExtractSettings()).entries
        assert is_flagged(entry, FieldName.BURDENED) is flagged


@pytest.mark.parametrize(
    ("listed", "flagged"),
    [
        ("1 Lageplan Bl. 11 - 12", False),
        ("1 Lageplan Bl. 1187", False),  # a digit off the sheet's number, and none of a sheet
        ("1 Lageplan Blatt 11-12", False),
        ("Blatt Nr. 1187", True),
    ],
)
def test_leaves_that_a_cover_lists_are_no_sheets(entries, paper, listed, flagged):
    """What a cover counts in its list of contents does not contradict the sheet's number."""
    cover = paper(2).write(200, 200, "Baulastenakte").write(200, 400, "Inhalt", listed)
    (entry,) = entries(cover)
    assert is_flagged(entry, FieldName.SHEET) is flagged


def test_a_header_whose_number_is_cut_off_turns_no_role_in_silence(entries):
    """ "1025/1" at the edge of the page was 1025/151: that the row names it is no other plot."""
    wording = [
        "Eine Fläche von 1,50 m Tiefe entlang der gemeinsamen Grenze auf dem",
        "Grundstück Gemarkung Kaarst, Flur 15, Flurstück 1025/151 ist freizuhalten,",
        "zugunsten des Grundstücks Gemarkung Kaarst, Flur 3, Flurstück 784.",
    ]
    (entry,) = entries(header=header("1025/1"), wording=wording)
    assert is_flagged(entry, FieldName.BURDENED)
    assert is_flagged(entry, FieldName.BENEFITED)


@pytest.mark.parametrize(("flur", "flagged"), [("15", False), ("13", True)])
def test_a_row_that_names_the_header_s_flur_vouches_for_it(nlp, sheet, flur, flagged):
    """A Flur read unsurely in the header needs no look where another row has it with its parcel."""
    bare = ["Auf Flurstück 25 ist eine Zufahrt für Flurstück", "580 freizuhalten."]
    named = [f"Auf Gemarkung Kaarst, Flur {flur}, Flurstück 25 ist", "eine Baracke zu beseitigen."]
    rows = [("1", bare, ["Eingetragen am", "3.11.1965"])]
    rows.append(("2", named, ["Eingetragen am", "4.11.1967"]))
    page = sheet(*rows).page()
    unsure = next(w for w in page.words if w.text == "15")  # the header's
    words = tuple(replace(w, confidence=0.6) if w is unsure else w for w in page.words)
    dossier = Dossier(id="k/1", municipality="k", number=None, pages=(replace(page, words=words),))
    first = extract(dossier, nlp, ExtractSettings()).entries[0]
    assert is_flagged(first, FieldName.BENEFITED) is flagged


@pytest.mark.parametrize(("also", "asked"), [("Flurstück 560", False), ("Flurstück 588", True)])
def test_a_parcel_vouches_for_none_where_its_rival_is_named_too(entries, paper, also, asked):
    """580 on the plan says nothing of ink that may be 588 as well, where 588 is on the plan too."""
    plan = paper(2).write(200, 200, *PLAN, "Gemarkung Kaarst Flur 15 Flurstück 25")
    plan.write(200, 400, "Gemarkung Kaarst Flur 15 Flurstück 580")
    plan.write(200, 500, f"Gemarkung Kaarst Flur 15 {also}")
    (entry,) = entries(plan, rivals={"580": ("588",)})
    assert is_flagged(entry, FieldName.BENEFITED) is asked
