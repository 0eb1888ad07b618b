"""Every rule reads the texts that justify it, and none of its look-alikes."""

import pytest
from spacy.language import Language

from extract.find import RULES, find, make_nlp
from extract.reading import Context
from extract.rules.rule import Rule

ROLES_OF_DATES = {"registered_on", "declared_on", "deleted_on", "birth_date"}


@pytest.fixture(scope="module")
def nlp() -> Language:
    return make_nlp()


def values(text: str, rule: Rule, nlp: Language) -> list[str]:
    """What the rule's field is read as; a date counts in any role."""
    names = {rule.field}
    if rule.field == "other_date":
        names |= ROLES_OF_DATES
    return [r.value for r in find(text, nlp, Context()) if r.name in names]


@pytest.mark.parametrize(
    ("rule", "text", "value"),
    [(rule, text, value) for rule in RULES for text, value in rule.reads.items()],
    ids=lambda x: x.name if isinstance(x, Rule) else None,
)
def test_rule_reads_what_justifies_it(rule, text, value, nlp):
    """A rule's own examples are read with the value that it promises, and with no second one."""
    assert values(text, rule, nlp) == [value]


@pytest.mark.parametrize(
    ("rule", "text"),
    [(rule, text) for rule in RULES for text in rule.ignores],
    ids=lambda x: x.name if isinstance(x, Rule) else None,
)
def test_rule_ignores_its_look_alikes(rule, text, nlp):
    """Nothing is read in what only looks like the field."""
    assert values(text, rule, nlp) == []
