"""Lexemes of a question -> what is asked: Gemarkungen, Flur, parcel numbers, other words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from baulast.gazetteer import Gemarkung, fold_name
from baulast.language import tr
from index.cadastre import flur_key
from index.german import fold, is_common
from index.lexemes import Lexeme, LexemeKind, districts, nearest

RANGE_CAP = 60  # "78 bis 84"; a longer row is a typing error or a whole Flur (domain notes 1.3)
LONGEST_NUMBER = 5  # digits of a Zähler in the cadastre
_LETTERED_FLUR = re.compile(r"[A-Za-z]|[IVXLC]{2,}")
_ANNOUNCES_NUMBER = {
    LexemeKind.NUMBER,
    LexemeKind.FRACTION,
    LexemeKind.FLUR_MARK,
    LexemeKind.PARCEL_MARK,
}


@dataclass(slots=True)
class Asked:
    """What has been understood of a question, filled lexeme by lexeme."""

    gemarkungen: dict[str, str] = field(default_factory=dict)  # key -> name for people
    fluren_known: set[str] = field(default_factory=set)  # of these Gemarkungen, today
    flur: str | None = None
    plots: list[tuple[str | None, str]] = field(default_factory=list)  # Flur and number
    words: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)  # notes on numbers that may mean something else


class _Mode(Enum):
    """What the next number is."""

    WORD = auto()
    GEMARKUNG = auto()
    TOWN = auto()
    BARE = auto()  # after a name: Flur or parcel, told at the end
    FLUR = auto()
    PARCEL = auto()


@dataclass(slots=True)
class _Reader:
    row: Sequence[Lexeme]
    asked: Asked = field(default_factory=Asked)
    mode: _Mode = _Mode.WORD
    link: str = ""  # what stood before this number: "", ",", "-", "bis"
    marked: list[str] = field(default_factory=list)
    bare: list[tuple[str, str]] = field(default_factory=list)

    def read(self) -> Asked:
        for place, lexeme in enumerate(self.row):
            following = self.row[place + 1] if place + 1 < len(self.row) else None
            self._take(lexeme, following)
            if lexeme.kind not in (LexemeKind.AND, LexemeKind.RANGE):
                self.link = ""
        _settle_numbers(self.asked, self.marked, self.bare)
        if not self.asked.plots:
            _settle_words(self.asked)
        _note_historic_flur(self.asked)
        return self.asked

    def _take(self, lexeme: Lexeme, following: Lexeme | None) -> None:
        match lexeme.kind:
            case LexemeKind.GEMARKUNG_MARK:
                self.mode = _Mode.GEMARKUNG
            case LexemeKind.TOWN_MARK:
                self._town(lexeme, following)
            case LexemeKind.NAME:
                self._name(lexeme.text)
            case LexemeKind.FLUR_MARK:
                self.mode = _Mode.FLUR
            case LexemeKind.PARCEL_MARK:
                self.mode = _Mode.PARCEL
            case LexemeKind.NUMBER_MARK:
                self.mode = _Mode.PARCEL if self.mode is _Mode.BARE else self.mode
            case LexemeKind.NUMBER | LexemeKind.FRACTION:
                self._number(re.sub(r"\s", "", lexeme.text))
            case LexemeKind.AND:
                self.link = ","
            case LexemeKind.RANGE:
                self.link = lexeme.text.lower()
            case LexemeKind.FILLER:
                pass
            case LexemeKind.WORD:
                self._word(lexeme.text, following)

    def _town(self, lexeme: Lexeme, following: Lexeme | None) -> None:
        if following and following.kind is LexemeKind.NAME:
            self.mode = _Mode.TOWN
        else:
            self._word(lexeme.text, following)

    def _name(self, name: str) -> None:
        found = districts(name, as_town=self.mode is _Mode.TOWN)
        self._add(found)
        is_bare = self.mode is not _Mode.GEMARKUNG  # "Gemarkung Kaarst" leaves no doubt
        if is_bare and len(found) == 1 and len(districts(name, as_town=True)) > 1:
            self.asked.notes.append(
                tr(
                    f"„{name}“ ist als Gemarkung verstanden; „Stadt {name}“ sucht in allen"
                    " Gemarkungen der Stadt.",
                    f"“{name}” is taken as the Gemarkung; “Stadt {name}” searches the whole town.",
                )
            )
        elif fold_name(name) not in self.asked.gemarkungen:
            names = ", ".join(g.name for g in found)
            self.asked.notes.append(
                tr(f"„{name}“ ist gesucht als {names}.", f"“{name}” is searched as {names}.")
            )
        self.mode = _Mode.BARE

    def _add(self, found: Sequence[Gemarkung]) -> None:
        for gemarkung in found:
            self.asked.gemarkungen[fold_name(gemarkung.name)] = gemarkung.name
            self.asked.fluren_known |= {str(flur) for flur in gemarkung.fluren}

    def _number(self, number: str) -> None:
        if self.mode is _Mode.FLUR:
            flur, _, rest = number.partition("/")
            self.asked.flur = flur_key(flur)
            self.mode = _Mode.PARCEL
            if rest:
                self.marked.append(rest)
        elif self.mode is _Mode.PARCEL:
            _append(self.marked, self.link, number, self.asked.unsure)
        elif self.mode in (_Mode.BARE, _Mode.GEMARKUNG, _Mode.TOWN):
            self.bare.append((self.link, number))
        elif "/" in number:
            self.marked.append(number)
        else:
            self.asked.words.append(number)

    def _word(self, word: str, following: Lexeme | None) -> None:
        if self.mode is _Mode.FLUR and _LETTERED_FLUR.fullmatch(word):
            self.asked.flur = flur_key(word)
            self.mode = _Mode.PARCEL
        elif self.mode is _Mode.GEMARKUNG or self._is_mistyped(word, following):
            self._unknown(word)
        else:
            self.asked.words.append(word)
            self.mode = _Mode.WORD

    def _is_mistyped(self, word: str, following: Lexeme | None) -> bool:
        """Only beside numbers of the cadastre, and where no Gemarkung is named, is one guessed."""
        if self.asked.gemarkungen:
            return False
        behind = bool(self.marked) and self.mode is _Mode.PARCEL
        before = following is not None and following.kind in _ANNOUNCES_NUMBER
        return (behind or before) and bool(nearest(word))

    def _unknown(self, name: str) -> None:
        """A name that is none, in the place of one: corrected only where just one is near."""
        near = nearest(name)
        names = ", ".join(g.name for g in near)
        if len(near) == 1:
            self._add(near)
            note = tr(
                f"„{name}“ ist keine Gemarkung; gesucht ist {names}.",
                f"“{name}” is no Gemarkung; searched is {names}.",
            )
        elif near:
            self.asked.gemarkungen[fold_name(name)] = name
            note = tr(
                f"„{name}“ ist keine Gemarkung; gemeint sein kann {names}.",
                f"“{name}” is no Gemarkung; it may mean {names}.",
            )
        else:
            self.asked.gemarkungen[fold_name(name)] = name
            note = tr(
                f"„{name}“ ist keine Gemarkung des Kreises; gesucht ist genau dieser Name.",
                f"“{name}” is no Gemarkung of this Kreis; exactly this name is searched.",
            )
        self.asked.notes.append(note)
        self.mode = _Mode.BARE


def understand(row: Sequence[Lexeme]) -> Asked:
    """What is asked."""
    return _Reader(row).read()


def _settle_numbers(asked: Asked, marked: list[str], bare: list[tuple[str, str]]) -> None:
    """Unmarked numbers become Flur and parcels; where both can be meant, both are asked."""
    numbers = list(marked)
    if bare and asked.flur is None and marked:
        asked.flur = flur_key(bare.pop(0)[1])  # "Büttgen 12, Flurstück 345"
    elif bare and asked.flur is None:
        numbers = _unmarked(asked, bare)
    elif bare:
        numbers.extend(_spread(bare, asked.unsure))
    asked.plots.extend((asked.flur, number) for number in numbers)


def _settle_words(asked: Asked) -> None:
    """Two numbers after an unknown name are Flur and parcel: "Holzbüttgen 3 345".

    To look for them as words alone would find nothing, and be believed.
    """
    *words, flur, number = ["", "", *asked.words]
    is_plot = flur.isdecimal() and number.isdecimal() and len(number) <= LONGEST_NUMBER
    if is_plot and words[-1].istitle() and not is_common(fold(words[-1])):
        asked.plots.append((flur_key(flur), number))
        del asked.words[-2:]
        asked.notes.append(
            tr(
                f"„{words[-1]}“ ist keine Gemarkung des Kreises; gesucht sind Flur und Flurstück.",
                f"“{words[-1]}” is no Gemarkung of this Kreis; Flur and parcel are searched.",
            )
        )


def _unmarked(asked: Asked, bare: list[tuple[str, str]]) -> list[str]:
    """Parcel numbers after a name, without any mark: "Büttgen 12 345", "Büttgen 345/12"."""
    first, *rest = (number for _, number in bare)
    if not rest:
        flur, _, number = first.partition("/")
        if number and flur in asked.fluren_known:
            asked.plots.append((flur_key(flur), number))
            _note_two_readings(asked, first, flur, number)
        return [first]
    link = bare[1][0]
    is_list = link == "," or "/" in first
    if link == "bis" or (link not in ("", ",") and first not in asked.fluren_known):
        return _spread(bare, asked.unsure)
    if not is_list:
        asked.flur = flur_key(first)
        return _spread([("", rest[0]), *bare[2:]], asked.unsure)
    if first in asked.fluren_known:
        asked.plots.extend((flur_key(first), number) for number in rest)
        _note_two_readings(asked, f"{first}, {rest[0]}", first, rest[0])
    return [first, *rest]


def _spread(bare: Sequence[tuple[str, str]], unsure: list[str]) -> list[str]:
    """The numbers, and those between two of them where a range is written."""
    numbers: list[str] = []
    for link, number in bare:
        _append(numbers, link, number, unsure)
    return numbers


def _append(numbers: list[str], link: str, number: str, unsure: list[str]) -> None:
    """Adds a number, and what lies between it and the one before where the link says so.

    What cannot be a range is searched by its ends, with a word that nothing else was searched.
    """
    if link in ("", ",") or not numbers or "/" in number + numbers[-1]:
        numbers.append(number)
        return
    first = numbers.pop()
    low, high = int(first), int(number)
    if low < high < low + RANGE_CAP:
        numbers.extend(map(str, range(low, high + 1)))
    elif high <= low and link != "bis":  # "1066-24": a dash for the stroke
        numbers += [f"{first}/{number}", first, number]
        unsure.append(
            tr(
                f"„{first}{link}{number}“ ist gesucht als {first}/{number} und als zwei"
                " Flurstücke.",
                f"“{first}{link}{number}” is searched as {first}/{number} and as two parcels.",
            )
        )
    else:
        numbers += [first, number]
        unsure.append(
            tr(
                f"Von {first} bis {number}: gesucht sind nur diese beiden, nichts dazwischen.",
                f"From {first} to {number}: just these two are searched, nothing in between.",
            )
        )


def _note_two_readings(asked: Asked, written: str, flur: str, number: str) -> None:
    asked.unsure.append(
        tr(
            f"„{written}“ ist gesucht als Flurstücksnummer und als Flur {flur}, Flurstück"
            f" {number}.",
            f"“{written}” is searched as a parcel number and as Flur {flur}, Flurstück {number}.",
        )
    )


def _note_historic_flur(asked: Asked) -> None:
    """A Flur that is gone is searched all the same: files name many of them."""
    fluren = {flur for flur, _ in asked.plots} | {asked.flur}
    for flur in sorted(f for f in fluren if f):
        if asked.fluren_known and flur not in asked.fluren_known:
            names = ", ".join(asked.gemarkungen.values())
            asked.notes.append(
                tr(
                    f"Flur {flur} gibt es in {names} heute nicht (mehr); gesucht ist sie trotzdem.",
                    f"There is no Flur {flur} in {names} today; it is searched all the same.",
                )
            )
