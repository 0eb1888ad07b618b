from bench.register import parcel_questions, register
from index.query import parse


def test_the_made_up_register_is_as_large_as_asked_for_and_the_same_each_time():
    """The entries add up to the number, in all eight towns, and two runs make the same."""
    made = list(register(101))
    assert sum(len(dossier.entries) for dossier in made) == 101
    assert len({dossier.municipality for dossier in made}) == 8
    assert made == list(register(101))


def test_every_made_up_question_asks_for_a_parcel():
    """What is timed as a search for a parcel is understood as one."""
    assert all(parse(question).asks_numbers for question in parcel_questions(40))
