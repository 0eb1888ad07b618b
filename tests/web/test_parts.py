"""The parts of the desk that need no browser: addresses, attempts, questions, rights."""

import pytest

from baulast.model import Parcel
from catalog.accounts import Account
from web.addresses import Addresses
from web.attempts import MOST, MOST_IN_ALL, Attempts
from web.passwords import PasswordWeak, is_password, password_hash
from web.questions import KEPT, Questions
from web.viewer import GrantUnclear, Viewer, grant_of, viewer_of

KEY = bytes(range(32))


@pytest.mark.parametrize(
    ("dossier", "version"),
    [
        ("kaarst/KAA-BL-002229", 1),
        ("neuss/Müller, Hans ~x.pdf", 12),
        ("kaarst/17/74", 1),
        ("kaarst/" + "ä" * 400, 3),
        ("kaarst/\udcfc", 1),
    ],
)
def test_an_address_leads_to_its_dossier_and_tells_nothing(dossier: str, version: int) -> None:
    """The same each time, made of plain letters, and no piece of the name stands in it."""
    address = Addresses(KEY).of(dossier, version)
    assert Addresses(KEY).dossier(address) == (dossier, version)
    assert address == Addresses(KEY).of(dossier, version)
    assert address.replace("-", "").replace("_", "").isalnum()
    assert "Müller" not in address


@pytest.mark.parametrize("made_up", ["", "x", "A" * 44, "ä", "%00", "../..", "A" * 5000, "="])
def test_an_address_that_was_made_up_leads_nowhere(made_up: str) -> None:
    """Neither noise nor another installation's address opens anything."""
    assert Addresses(KEY).dossier(made_up) is None
    foreign = Addresses(bytes(32)).of("kaarst/1", 1)
    assert Addresses(KEY).dossier(foreign) is None
    changed = Addresses(KEY).of("kaarst/1", 1)[:-2] + "AA"
    assert Addresses(KEY).dossier(changed) is None


def test_an_account_waits_after_too_many_failures_from_one_place() -> None:
    """Somebody else's failures elsewhere do not lock a person out at once."""
    attempts = Attempts()
    for _ in range(MOST):
        assert not attempts.are_too_many("anna", "10.0.0.1")
        attempts.failed("anna", "10.0.0.1")
    assert attempts.are_too_many("anna", "10.0.0.1")
    assert not attempts.are_too_many("anna", "10.0.0.2")
    assert not attempts.are_too_many("bert", "10.0.0.1")
    attempts.succeeded("anna", "10.0.0.1")
    assert not attempts.are_too_many("anna", "10.0.0.1")


def test_one_place_cannot_try_all_accounts() -> None:
    """Names tried in turn from one address have to wait as well."""
    attempts = Attempts()
    for number in range(MOST_IN_ALL):
        attempts.failed(f"user{number}", "10.0.0.1")
    assert attempts.are_too_many("anna", "10.0.0.1")


def test_a_question_is_known_to_who_asked_it() -> None:
    """Nobody else reads it by its word, and the oldest are forgotten."""
    questions = Questions()
    word = questions.keep("anna", "Büttgen 12 345")
    assert questions.asked("anna", word) == "Büttgen 12 345"
    assert questions.asked("bert", word) is None
    for _ in range(KEPT):
        questions.keep("bert", "x")
    assert questions.asked("anna", word) is None


def test_a_password_is_known_again_and_not_kept() -> None:
    """The hash tells right from wrong, also where there is no account."""
    kept = password_hash("ein langes Kennwort")
    assert "langes" not in kept
    assert is_password("ein langes Kennwort", kept)
    assert not is_password("ein anderes Kennwort", kept)
    assert not is_password("nobody's password, never accepted", None)


@pytest.mark.parametrize("weak", ["", "kurz", "x" * 257])
def test_a_weak_password_is_refused(weak: str) -> None:
    """Too short is guessed, too long is an attack."""
    with pytest.raises(PasswordWeak):
        password_hash(weak)


@pytest.mark.parametrize("unclear", ["", "kaarst", "kaarst:alles", "kerpen:search", ":search"])
def test_a_right_that_is_none_is_refused(unclear: str) -> None:
    """A mistyped right gives nothing, least of all too much."""
    with pytest.raises(GrantUnclear):
        grant_of(unclear)


def viewer(*roles: str) -> Viewer:
    grants = tuple(map(grant_of, roles))
    return viewer_of(Account(name="x", password_hash=None, is_disabled=False, grants=grants))


BUETTGEN, NORF = Parcel("Büttgen", "12", 345), Parcel("Norf", "4", 12)


@pytest.mark.parametrize(
    ("role", "own", "about", "other", "names", "review"),
    [
        ("kaarst:search", True, True, False, False, False),
        ("kaarst:names", True, True, False, True, False),
        ("kaarst:review", True, True, False, True, True),
        ("kreis", True, True, True, False, False),
    ],
)
def test_roles_are_those_of_the_index(
    role: str, own: bool, about: bool, other: bool, names: bool, review: bool
) -> None:
    """The town's own entries, what others keep about its land, others' entries, pages, review."""
    person = viewer(role)
    assert person.may_see_entries("kaarst") is own
    assert person.may_see_entries("neuss", [BUETTGEN]) is about
    assert person.may_see_entries("neuss", [NORF]) is other
    assert person.may_see_names("kaarst") is names
    assert person.may_see_names("neuss") is False
    assert person.may_review("kaarst") is review
