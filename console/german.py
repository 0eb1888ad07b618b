"""Click's own words in German: it asks gettext, which has none for it (decision 0005)."""

from types import ModuleType

from click import core, decorators, exceptions, formatting, parser, termui, types

from baulast.language import tr

# As click says them. What it says to programmers alone, no user ever reads.
GERMAN = {
    "(dynamic)": "(berechnet)",
    "(Did you mean one of: {possibilities}?)": "(Gemeint ist vielleicht: {possibilities}?)",
    "Aborted!": "Abgebrochen.",
    "Argument {name!r} takes {nargs} values.": "{name!r} braucht {nargs} Angaben.",
    "Choose from:\n\t{choices}": "Zur Wahl steht:\n\t{choices}",
    "Commands": "Befehle",
    "Confirm the action without prompting.": "Fragt nicht nach.",
    "Could not open file {filename!r}: {message}": "{filename!r} ist nicht zu öffnen: {message}",
    "Did you mean {possibility}?": "Gemeint ist vielleicht {possibility}?",
    "Do you want to continue?": "Fortfahren?",
    "Error: The two entered values do not match.": "Fehler: Die beiden Eingaben sind verschieden.",
    "Error: invalid input": "Fehler: Das ist keine Antwort.",
    "Error: {message}": "Fehler: {message}",
    "Got unexpected extra argument ({args})": "Eine Angabe zu viel: {args}",
    "Got unexpected extra arguments ({args})": "Angaben zu viel: {args}",
    "Invalid value for {param_hint}: {message}": "{param_hint}: {message}",
    "Invalid value: {message}": "{message}",
    "Missing argument": "Es fehlt die Angabe",
    "Missing command.": "Es fehlt der Befehl.",
    "Missing option": "Es fehlt",
    "Missing parameter": "Es fehlt",
    "Missing parameter: {param_name}": "Es fehlt: {param_name}",
    "Missing {param_type}": "Es fehlt",
    "No such command {name!r}.": "Den Befehl {name!r} gibt es nicht.",
    "No such option {name!r}.": "{name!r} gibt es hier nicht.",
    "Option {name!r} does not take a value.": "{name!r} steht ohne Wert.",
    "Option {name!r} requires an argument.": "{name!r} braucht einen Wert.",
    "Option {name!r} requires {nargs} arguments.": "{name!r} braucht {nargs} Werte.",
    "Options": "Optionen",
    "Positional arguments": "Angaben",
    "Press any key to continue...": "Weiter mit einer Taste …",
    "Repeat for confirmation": "Noch einmal, zur Sicherheit",
    "Show the version and exit.": "Zeigt die Version.",
    "Show this message and exit.": "Zeigt diese Hilfe.",
    "Takes {nargs} values but 1 was given.": "Braucht {nargs} Werte; es ist einer.",
    "Takes {nargs} values but {len} were given.": "Braucht {nargs} Werte; es sind {len}.",
    "Try '{command} {option}' for help.": "Hilfe: {command} {option}",
    "Usage:": "Aufruf:",
    "default: {default}": "sonst: {default}",
    "deprecated": "veraltet",
    "directory": "Ordner",
    "env var: {var}": "Umgebung: {var}",
    "file": "Datei",
    "path": "Pfad",
    "unknown error": "Ursache unbekannt",
    "{name} {filename!r} does not exist.": "{name} {filename!r} gibt es nicht.",
    "{name} {filename!r} is a directory.": "{filename!r} ist ein Ordner.",
    "{name} {filename!r} is a file.": "{filename!r} ist eine Datei.",
    "{name} {filename!r} is not executable.": "{name} {filename!r} lässt sich nicht ausführen.",
    "{name} {filename!r} is not readable.": "{name} {filename!r} ist nicht lesbar.",
    "{name} {filename!r} is not writable.": "{name} {filename!r} ist nicht beschreibbar.",
    "{value!r} does not match the format {format}.": "{value!r} passt nicht zu {format}.",
    "{value!r} does not match the formats {formats}.": "{value!r} passt zu keinem von {formats}.",
    "{value!r} is not a valid {number_type}.": "{value!r} ist keine Zahl.",
    "{value!r} is not {choice}.": "{value!r} ist nicht {choice}.",
    "{value!r} is not one of {choices}.": "{value!r} ist keines von {choices}.",
    "{value} is not in the range {range}.": "{value} liegt nicht in {range}.",
}
SPEAKING: tuple[ModuleType, ...] = (
    core, decorators, exceptions, formatting, parser, termui, types
)  # fmt: skip


def speak_german() -> None:
    """From here on click says its words in German; in English where the process speaks English."""
    for module in SPEAKING:
        for name, say in (("_", _said), ("ngettext", _counted)):
            if hasattr(module, name):
                setattr(module, name, say)


def _said(message: str) -> str:
    return tr(GERMAN.get(message, message), message)


def _counted(one: str, many: str, number: int) -> str:
    return _said(one if number == 1 else many)
