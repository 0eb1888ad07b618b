"""Files and events of a dossier as PREMIS 3 (pure)."""

from collections.abc import Iterable, Sequence
from typing import Any

from handover.contents import Item
from handover.events import Event
from handover.xml import XSI, Writer

NAMESPACE = "http://www.loc.gov/premis/v3"
LOCAL = "local"  # kind of an identifier that is ours
PERSON, SOFTWARE = "person", "software"

_premis = Writer(NAMESPACE, premis=NAMESPACE, xsi=XSI)


def premis(items: Sequence[Item], events: Iterable[Event]) -> Any:
    """The element that tells of each file and of all that was done."""
    root = _premis.root("premis", version="3.0")
    for item in items:
        _add_object(root, item)
    told = tuple(events)
    for number, event in enumerate(told, start=1):
        _add_event(root, number, event)
    agents = dict.fromkeys(agent for event in told for agent in _agents(event))
    for name, kind in agents:
        agent = _premis.add(root, "agent")
        _add_identifier(agent, "agentIdentifier", name)
        _premis.add(agent, "agentName", name)
        _premis.add(agent, "agentType", kind)
    return root


def _add_object(root: Any, item: Item) -> None:
    element = _premis.add(root, "object", **{f"{{{XSI}}}type": "premis:file"})
    _add_identifier(element, "objectIdentifier", item.name)
    characteristics = _premis.add(element, "objectCharacteristics")
    fixity = _premis.add(characteristics, "fixity")
    _premis.add(fixity, "messageDigestAlgorithm", "SHA-256")
    _premis.add(fixity, "messageDigest", item.sha256)
    _premis.add(characteristics, "size", str(item.size))
    format_ = _premis.add(characteristics, "format")
    designation = _premis.add(format_, "formatDesignation")
    _premis.add(designation, "formatName", item.mime)
    if item.delivered_as:
        _premis.add(element, "originalName", item.delivered_as)


def _add_event(root: Any, number: int, event: Event) -> None:
    element = _premis.add(root, "event")
    _add_identifier(element, "eventIdentifier", str(number))
    _premis.add(element, "eventType", event.type)
    _premis.add(element, "eventDateTime", event.at)
    information = _premis.add(element, "eventDetailInformation")
    _premis.add(information, "eventDetail", event.detail)
    if event.outcome:
        outcome = _premis.add(element, "eventOutcomeInformation")
        _premis.add(outcome, "eventOutcome", event.outcome)
        detail = _premis.add(outcome, "eventOutcomeDetail")
        _premis.add(detail, "eventOutcomeDetailNote", event.note)
    for name, _ in _agents(event):
        _add_identifier(element, "linkingAgentIdentifier", name)


def _agents(event: Event) -> tuple[tuple[str, str], ...]:
    by = (event.by, PERSON)
    return (by, (event.program, SOFTWARE)) if event.program else (by,)


def _add_identifier(parent: Any, tag: str, value: str) -> None:
    identifier = _premis.add(parent, tag)
    _premis.add(identifier, f"{tag}Type", LOCAL)
    _premis.add(identifier, f"{tag}Value", value)
