"""Entries whose days stand above their number."""

from datetime import date

import pytest

from baulast.model import Status
from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.stage import extract

HEAD = "Stadt Dormagen\nBaulastenblatt Nr. 0661\nGemarkung Straberg, Flur 7, Flurstück 12\n\n"
ACTS = (
    (1, 13, "Zufahrt", date(1975, 5, 19), date(1975, 6, 13)),
    (2, 14, "Leitungsrecht", date(1976, 10, 5), date(1976, 10, 25)),
    (3, 15, "Stellplatz", date(1984, 5, 7), date(1984, 6, 18)),
)


def day(of):
    return f"{of.day}.{of.month}.{of.year}"


@pytest.fixture
def read(nlp):
    """The entries of a sheet on which each act is typed so, by their numbers."""

    def entries(form, acts=ACTS, *, head=HEAD, between="\n\n"):
        texts = [
            form.format(n=n, to=to, kind=kind, declared=day(declared), entered=day(entered))
            for n, to, kind, declared, entered in acts
        ]
        dossier = dossier_of_text("Akte", head + between.join(texts))
        found = extract(dossier, nlp, ExtractSettings()).entries
        return {entry.number.value: entry for entry in found}

    return entries


FORMS = (
    "Eingetragen am {entered} aufgrund der Verpflichtungserklärung vom {declared}\n"
    "Lfd. Nr. {n}: {kind} zugunsten Flurstück {to} (§ 99 BauO NW).",
    "Eingetragen am {entered} aufgrund der\nVerpflichtungserklärung vom {declared}\n"
    "Lfd. Nr. {n}: {kind} zugunsten Flurstück {to},\n3,00 m breit (§ 99 BauO NW).",
    "Eingetragen am {entered}                     Erklärung vom {declared}\n"
    "Lfd. Nr. {n}     {kind} zugunsten Flurstück {to} (§ 99 BauO NW)",
    "Tag der Eintragung: {entered}\nTag der Erklärung: {declared}\n"
    "Lfd. Nr.: {n}\nInhalt: {kind} zugunsten Flurstück {to} (§ 99 BauO NW)",
    "Eingetragen: {entered}\n"
    "{n}. {kind} zugunsten Flurstück {to} (§ 99 BauO NW). Erklärung vom {declared}.",
    "Erklärung vom {declared}\n"
    "Lfd. Nr. {n}: {kind} zugunsten Flurstück {to} (§ 99 BauO NW). Eingetragen am {entered}.",
    "Begünstigt: Flurstück {to}\nLfd. Nr.: {n}\nInhalt: {kind} (§ 99 BauO NW)\n"
    "Erklärung: {declared}\nEintragung: {entered}",
    "Inhalt: {kind} zugunsten Flurstück {to} (§ 99 BauO NW)\nErklärung: {declared}\n"
    "Eintragung: {entered}\nLfd. Nr.: {n}",
)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("count", [2, 3])
def test_what_stands_over_a_number_is_of_its_entry(read, form, count):
    """Days and plots above the number are those of the entry below, not of the one before."""
    found = read(form, ACTS[:count])
    assert {*found} == {*range(1, count + 1)}
    for n, to, _, declared, entered in ACTS[:count]:
        assert found[n].declared_on.value == declared
        assert found[n].registered_on.value == entered
        assert [str(plot.parcel.number) for plot in found[n].benefited.value] == [str(to)]
        assert not found[n].doubts


@pytest.mark.parametrize("form", FORMS[:5])
def test_the_days_over_a_single_entry_are_its_own(read, form):
    """Over the number of the only entry stand its days as well."""
    (entry,) = read(form, ACTS[:1]).values()
    assert entry.declared_on.value == ACTS[0][3]
    assert entry.registered_on.value == ACTS[0][4]


def test_a_deletion_over_the_number_is_of_the_entry_below(read):
    """A blank for the deletion that stands over the number deletes the right entry."""
    form = "Gelöscht: {entered}\n" + FORMS[5].replace("Eingetragen", "Eintragung")
    found = read(form)
    assert [entry.deleted_on.value for entry in found.values()] == [act[4] for act in ACTS]
    form = (
        HEAD + "Gelöscht:\nLfd. Nr. 1: Zufahrt zugunsten Flurstück 13. Eingetragen am 3.4.1975\n\n"
    )
    form += "Gelöscht: 5.6.1990\nLfd. Nr. 2: Weg zugunsten Flurstück 14. Eingetragen am 7.8.1976"
    found = read("{kind}", (), head=form)
    assert found[1].status.value is not Status.DELETED
    assert found[2].status.value is Status.DELETED


BELOW = (
    "Lfd. Nr. {n}: {kind} zugunsten Flurstück {to} (§ 99 BauO NW).\n"
    "Erklärung vom {declared}\nEingetragen am {entered}"
)


@pytest.mark.parametrize(
    "line",
    ["", "Angelegt am 3.4.1960\n\n", "Baulastenverzeichnis seit 3.4.1960\n\n", "Lage: Am Weg 3\n"],
)
def test_days_below_the_wording_stay_with_it(read, line):
    """What stands behind each entry is its own, whatever is dated in the head of the sheet."""
    found = read(BELOW, head=HEAD + line)
    assert [entry.registered_on.value for entry in found.values()] == [act[4] for act in ACTS]
    assert not any(entry.doubts for entry in found.values())


@pytest.mark.parametrize("count", [1, 3])
def test_days_above_and_behind_each_entry_are_asked_about(read, count):
    """Where a day stands over the first number and behind the last, whose it is, a person says."""
    found = read(BELOW, ACTS[:count], head=HEAD + "Eingetragen am 3.4.1970\n")
    assert all(entry.doubts for entry in found.values())


def test_a_label_that_is_misread_shifts_no_days_in_silence(read):
    """Where one of the lines over the numbers is not known by its label, all are asked about."""
    text = "\n\n".join(
        FORMS[0].format(n=n, to=to, kind=kind, declared=day(declared), entered=day(entered))
        for n, to, kind, declared, entered in ACTS
    )
    found = read("{kind}", (), head=HEAD + text.replace("Eingetragen am 25", "Eingetrngen am 25"))
    assert len(found) == len(ACTS)
    assert all(entry.doubts for entry in found.values())


def test_a_page_that_goes_on_with_an_entry_has_days_below_the_wording(read):
    """Overleaf the end of the entry before makes none of the others doubtful."""
    first = "Lfd. Nr. 1: Zufahrt zugunsten Flurstück 13 (§ 99 BauO NW).\n"
    overleaf = "\fBaulastenblatt Nr. 0661   Seite 2\nEingetragen am 13.6.1975\n\n"
    found = read(BELOW, ACTS[1:], head=HEAD + first + overleaf)
    for n in (2, 3):
        assert found[n].registered_on.value == ACTS[n - 1][4]
        assert not found[n].doubts


def test_a_day_that_goes_on_from_the_page_before_is_of_no_entry_below(read):
    """Overleaf the first lines may be the end of the entry before, not the head of the next."""
    first = "Lfd. Nr. 1: Zufahrt zugunsten Flurstück 13 (§ 99 BauO NW).\n"
    overleaf = "\fBaulastenblatt Nr. 0661   Seite 2\nEingetragen am 13.6.1975\n\n"
    found = read(BELOW, ACTS[1:2], head=HEAD + first + overleaf)
    assert found[2].registered_on.value == ACTS[1][4]
