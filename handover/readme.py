"""The German page in each bag for a reader in thirty years, without this program (pure)."""

NAME = "LIESMICH.txt"

_HEAD = """\
LIESMICH: Baulastenakten, digitalisiert

Umfang:      {scope}
Erstellt:    {at} mit {program}
Herausgeber: {authority}

Was das ist
-----------
Ein Baulastenverzeichnis führt die Bauaufsichtsbehörde. Eine Baulast ist eine öffentlich-rechtliche
Verpflichtung eines Grundstückseigentümers gegenüber der Behörde (Zufahrt dulden, Abstandsfläche
freihalten, Stellplätze vorhalten). Jede Baulast steht unter einer laufenden Nummer auf einem
Baulastenblatt; zum Blatt gehört eine Akte aus Papier. Diese Akten wurden gescannt, der Text der
Scans maschinell gelesen und daraus die Eintragungen entnommen. Maschinell Gelesenes kann falsch
sein: Verbindlich ist der Scan, nicht der Text.
"""

_FULL = """
Was wo liegt
------------
  originals/            die gelieferten Dateien, unverändert, benannt nach ihrer SHA-256-Prüfsumme;
                        unter welchem Namen sie kamen, steht in mets.xml
  dossiers/STADT/AKTE/  je Akte ein Ordner:
    mets.xml            Verzeichnis aller Dateien und Seiten der Akte (METS) und ihre Geschichte
                        (PREMIS: Übernahme, Prüfungen, spätere Änderungen)
    supplement.jsonl    was nach der Übernahme geschah: Korrekturen, spätere Eintragungen und
                        Löschungen, Prüfungen. Jede Zeile nennt die Prüfsumme der vorigen.
    v1/, v2/ …          Fassungen: dieselbe Akte, mit anderen Seiten noch einmal geliefert. Zeigt
                        eine neuere alles, was die ältere zeigte, oder hat ein Mensch das gesagt,
                        so löst sie diese ab, und die Tabellen nennen nur ihre Eintragungen
      alto/0001.xml     Text je Seite (ALTO 4): jedes Wort mit seinem Ort auf dem Scan in Pixeln
                        (wie geliefert, nicht gedreht) und seiner Sicherheit (WC, 0 bis 1)
      r1/, r2/ …        Revisionen: dieselben Seiten, neu gelesen; die höchste gilt
        *.pdf           die Akte als PDF/A, der Text unsichtbar über dem Scan
        dossier.json    die ganze Lesung: Wörter, Felder, Eintragungen, Zweifel
        transfer.txt    der Transfervermerk: wie aus dem Papier diese Datei wurde
        transfer.json   dasselbe für Programme; transfer.json.sig ist die Unterschrift dazu
        manifest.json   Prüfsummen der Dateien der Revision und der Originale, auf denen sie ruht
  register/             Listen der Behörde: frühere und spätere Flurstücke (lineage.jsonl), alle
                        Blätter, die es gibt (inventory.jsonl)
  unfinished.json       was geliefert, aber nicht aufgenommen werden konnte, mit Grund, und wann
                        zuletzt aufgenommen wurde
  entries.csv           alle Eintragungen als Tabelle (Semikolon, UTF-8)
  entries.json          dasselbe für Programme

Wie man eine Akte liest
-----------------------
Die höchste Fassung, darin die höchste Revision: Das PDF ist die Akte, dossier.json die Lesung durch
die Maschine. Orte darin sind Pixel der Seite, nachdem sie um „turn“ Grad im Uhrzeigersinn aufrecht
gedreht wurde, Ursprung links oben. Über der Lesung liegt, was Menschen sagten, Zeile für Zeile in
supplement.jsonl („by“: wer, „at“: wann):
  decision              eine Angabe bestätigt, berichtigt, gestrichen oder ergänzt („verb“)
  entry_added           Eintragung, die nach dem Scannen ins Register kam; entry_deleted: Löschung
  state                 Stand der Akte: in_review in Durchsicht, released freigegeben (der Scan
                        steht für das Papier), transferred abgegeben, closed abgeschlossen,
                        withdrawn zurückgezogen
Was daraus folgt, steht in entries.csv; verbindlich ist, was auf dem Scan zu sehen ist.

Jede Zeile von supplement.jsonl hat unter „previous“ die SHA-256-Prüfsumme der vorigen Zeile (ohne
Zeilenende; die erste: 64 Nullen). „trail“ nennt, wie „Baulast-Trail“ in bag-info.txt, die letzte
Zeile des Protokolls der Behörde zu jener Zeit und ihre Prüfsumme: Daran ist zu erkennen, ob das
Protokoll, das bei der Behörde blieb, später ersetzt wurde.

Geprüft wird mit jedem Programm für BagIt (RFC 8493) oder von Hand: manifest-sha256.txt nennt zu
jeder Datei die SHA-256-Prüfsumme (sha256sum -c manifest-sha256.txt).

Personennamen stehen in den Scans und Texten, nicht in entries.csv und entries.json.
"""

_REDACTED = """
Dies ist eine Fassung ohne Namen, zur Weitergabe
------------------------------------------------
In Bild und Text ist geschwärzt, was als Name, Geburtsdatum, Anschrift oder Telefon einer Person
gelesen oder als Unterschrift oder Handschrift erkannt wurde; die Lage der Grundstücke bleibt. Die
Schwärzung ist maschinell: Vor der Weitergabe sind die Seiten anzusehen. Das Papier ist geweißt,
damit die Rückseite nicht durchscheint; sehr blasse Tinte und Bleistift verschwinden mit. Originale,
Lesungen und Vermerke fehlen hier; sie liegen bei der Behörde.

  dossiers/STADT/AKTE/v1/   je Fassung der Akte:
    *.pdf                   die geschwärzten Seiten als PDF/A, mit geschwärztem Text
    alto/0001.xml           der geschwärzte Text je Seite (ALTO 4), Orte in Pixeln des Scans
    check.csv               je Seite die Zahl der Schwärzungen, und ob sie schlecht lesbar war
    mets.xml                Verzeichnis der Dateien der Akte (METS)
  entries.csv, entries.json alle Eintragungen
"""

_VOLUMES = """
Mehrere Bände? „Bag-Count“ in bag-info.txt nennt, welcher von wie vielen dies ist. Jede Akte liegt
ganz in einem Band.
"""

_COLUMNS = """
Die wichtigsten Spalten der Eintragungen
----------------------------------------
  sheet, entry_number   Baulastenblatt und laufende Nummer
  type                  Art der Baulast (ZUFAHRT, ABSTANDSFLAECHE, STELLPLATZ, …)
  burdened, benefited   belastete und begünstigte Flurstücke (Gemarkung, Flur, Zähler/Nenner)
  declared_on, registered_on, deleted_on   Tag der Erklärung, Eintragung, Löschung
  status                active gilt · deleted gelöscht · partly_deleted teilweise gelöscht ·
                        amended geändert · superseded ersetzt · unclear ungeklärt
  flagged, doubts       ob und warum ein Mensch nachsehen sollte
"""


def readme(*, scope: str, at: str, program: str, authority: str, is_redacted: bool) -> bytes:
    """The text, with CR LF at the ends of lines as every program shows them."""
    head = _HEAD.format(scope=scope, at=at, program=program, authority=authority or "–")
    parts = (head, _REDACTED if is_redacted else _FULL, _VOLUMES, _COLUMNS)
    return "".join(parts).replace("\n", "\r\n").encode()
