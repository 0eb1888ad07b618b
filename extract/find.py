"""The spaCy pipeline that applies the rules to a passage."""

from dataclasses import replace

from spacy.lang.de import German
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.util import filter_spans
from spacy.vocab import Vocab

from baulast.model import FieldName, Kind
from baulast.settings import ExtractSettings
from extract.fold import fold
from extract.reading import ASIDE, Context, Problem, Reading
from extract.rules import (
    address,
    date_role,
    dates,
    dates_in_words,
    kind,
    law,
    person,
    reference,
    sheet,
    status,
)
from extract.rules.back import pointers, references, whole_fluren
from extract.rules.parcel import groups
from extract.rules.plots import Mention, mentions
from extract.rules.role import roles
from extract.rules.rule import Rule
from extract.rules.tokens import Tokens
from extract.rules.words import CueTokenizer, tag_words

# Where two match the same words, the longer match is read, of two as long the one further up.
RULES: tuple[Rule, ...] = (
    *dates.RULES,
    *dates_in_words.RULES,
    *law.RULES,
    *sheet.RULES,
    *address.RULES,
    *reference.RULES,
    *status.RULES,
    *person.RULES,
)


def make_nlp(settings: ExtractSettings | None = None) -> Language:
    """A blank German pipeline that splits, classifies and matches words by our rules."""
    settings = settings or ExtractSettings()
    nlp = German(vocab=Vocab())  # without shapes and look-alikes of words: no rule asks for them
    nlp.tokenizer = CueTokenizer(nlp.vocab)
    nlp.add_pipe("baulast_words")
    nlp.add_pipe("baulast_rules", config={"range_cap": settings.range_cap})
    return nlp


@Language.component("baulast_words")
def _words(doc: Doc) -> Doc:
    return tag_words(doc)


@Language.factory("baulast_rules", default_config={"range_cap": ExtractSettings().range_cap})
class RuleMatcher:
    """Marks what the rules match: ``doc.spans["rules"]``, each span labelled with its rule."""

    def __init__(self, nlp: Language, name: str, range_cap: int) -> None:
        self.name = name
        self.range_cap = range_cap
        self.matcher = Matcher(nlp.vocab)
        for rule in RULES:
            self.matcher.add(rule.name, list(rule.patterns))

    def __call__(self, doc: Doc) -> Doc:
        doc.spans["rules"] = self.matcher(doc, as_spans=True)
        return doc


def find(text: str, nlp: Language, context: Context) -> tuple[Reading, ...]:
    """Every value that the rules read in a passage, in its order."""
    folded = fold(text)
    if not folded.text:
        return ()
    rules = nlp.get_pipe("baulast_rules")
    assert isinstance(rules, RuleMatcher)
    with nlp.memory_zone():  # words that only this passage has are forgotten after it
        doc = nlp(folded.text)
        readings = _read(doc, context, rules.range_cap)
    as_read = [
        replace(reading, start=start, end=end)
        for reading in readings
        for start, end in [folded.span_as_read(reading.start, reading.end)]
    ]
    return tuple(sorted([*as_read, *reference.bare(text)], key=lambda r: (r.start, r.end)))


def _read(doc: Doc, context: Context, range_cap: int) -> list[Reading]:
    """The readings of a document, their places counted in its folded text."""
    tokens = Tokens.of(doc)
    by_name = {rule.name: rule for rule in RULES}
    taken_by = {
        span: reading
        for span in doc.spans["rules"]
        if (reading := by_name[span.label_].take(span)) is not None
    }
    # "Löschung 12.3.74": the word that a day follows is no part of the day.
    of_status = [span for span, r in taken_by.items() if r.name is FieldName.STATUS]
    others = [span for span, r in taken_by.items() if r.name is not FieldName.STATUS]
    apart = (*filter_spans(of_status), *filter_spans(others))
    found = [(span, taken_by[span]) for span in sorted(apart)]
    days = {
        i
        for span, r in found
        if r.name is FieldName.OTHER_DATE
        for i in range(span.start, span.end)
    }
    spans = [(span.start, span.end) for span, r in found if r.name is FieldName.OTHER_DATE]
    born = date_role.births(spans, tokens)
    readings = [
        date_role.with_role(r, tokens, span.start, span.end, days, born)
        if r.name is FieldName.OTHER_DATE
        else r
        for span, r in found
    ]
    readings = date_role.with_day_of_act(readings, tokens)
    taken = {i for span, _ in found for i in range(span.start, span.end)}
    kinds = kind.read(tokens)
    main = Kind(kinds[0].value) if kinds else None
    return [*readings, *kinds, *_plots(tokens, context, taken, main, range_cap)]


def _plots(
    tokens: Tokens, context: Context, taken: set[int], main: Kind | None, range_cap: int
) -> list[Reading]:
    """Every parcel that the words name or point back to, with its role."""
    found = groups(tokens, taken=taken, range_cap=range_cap)
    named = mentions(found, context)
    back = references(tokens, context, found)
    points = bool(pointers(tokens, found))  # also where no header tells to which plot
    told = roles(tokens, found, named, context, kind=main, refers_back=points)
    readings = [*back, *whole_fluren(tokens, found, [role for role, _ in told])]
    for mention in named:
        role, problems = told[mention.group]
        is_aside = role is FieldName.PARCEL and not found[mention.group].lineage
        source = ASIDE if is_aside else "parcel"
        readings.append(_plot(tokens, mention, role, problems, source))
    return readings


def _plot(
    tokens: Tokens, mention: Mention, role: FieldName, problems: tuple[Problem, ...], source: str
) -> Reading:
    return Reading(
        name=role,
        value=str(mention.plot.parcel),
        start=tokens.start[mention.number.first],
        end=tokens.end[mention.number.end - 1],
        source=source,
        plot=mention.plot,
        problems=(*mention.problems, *problems),
        alternatives=mention.alternatives,
    )
