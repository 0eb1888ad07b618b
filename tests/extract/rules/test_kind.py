# ruff: noqa: E501 - a wording is one row of its table
"""The kind of encumbrance by its wording: domain notes 3.1, and offices that word it otherwise."""

import pytest

from baulast.model import MAIN_KIND, DoubtReason, FieldName, Kind
from extract.find import find
from extract.reading import Context, Reading


def kind_of(text: str, nlp) -> Reading | None:
    return next((r for r in find(text, nlp, Context()) if r.name is FieldName.KIND), None)


def main_kind(reading: Reading | None) -> Kind | None:
    if reading is None:
        return None
    kind = Kind(reading.value)
    return MAIN_KIND.get(kind, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("die Überfahrt zur Garage zu gestatten", Kind.ZUFAHRT),
        ("Die Anfahrt zu den Garagen des Flurstücks 13 ist zu dulden.", Kind.ZUFAHRT),
        ("Die Feuerwehranfahrt für Flurstück 13 ist freizuhalten.", Kind.RETTUNGSWEG),
        ("so ist das Haus an die Brandmauer von Flurstück 211 zu rücken", Kind.ANBAU),
        ("Die Wand gegen Flurstück 211 ist als Brandmauer zu bauen.", Kind.BRANDSCHUTZ),
        ("die Überfahrt zu diesen Einstellplätzen zu gestatten", Kind.ZUFAHRT),
        ("Der Zugang zum Kinderspielplatz auf Flurstück 235 ist zu gewähren", Kind.ZUFAHRT),
        ("vier Einstellplätze nebst der Zufahrt zu den Einstellplätzen", Kind.STELLPLATZ),
        ("auf Flurstück 9 zwei Stellplätze anzulegen und die Zufahrt zu erhalten", Kind.STELLPLATZ),
        ("Anlegung von zwei Garagen mit Zufahrt zur Garage", Kind.STELLPLATZ),
        ("einen Spielplatz anzulegen und den Zugang zu gewähren", Kind.SPIELPLATZ),
        (
            "ein Anbau ist nicht verlangt, ein Grenzabstand von 3 m ist zu halten",
            Kind.ABSTANDSFLAECHE,
        ),
        ("ein Anbau ist verlangt", Kind.ANBAU),
        (
            "die Grenzgarage auf Flurstück 5 ist an die vorhandene Grenzgarage in gleicher Flucht anzusetzen",
            Kind.ANBAU,
        ),
        (
            "eine Fläche von 3,00 m Tiefe entlang der gemeinsamen Grenze von jeder Bebauung freizuhalten",
            Kind.ABSTANDSFLAECHE,
        ),
        (
            "darf entlang der gemeinsamen Grenze auf 3 m Breite nur mit Garagen und Einfriedigungen bebaut werden",
            Kind.ABSTANDSFLAECHE,
        ),
        (
            "die Fläche bleibt mit Ausnahme von Garagen von baulichen Anlagen frei",
            Kind.ABSTANDSFLAECHE,
        ),
        (
            "den auf dem Grundstück … fehlenden Bauwich in einer Breite von 1,50 m auf mein Grundstück zu übernehmen",
            Kind.ABSTANDSFLAECHE,
        ),
        (
            "diese Fläche nicht auf die für mein Grundstück erforderlichen Abstandflächen anzurechnen",
            Kind.ABSTANDSFLAECHE,
        ),
        (
            "daß die Abstandfläche des Gebäudes … sich auf mein Flurstück erstreckt",
            Kind.ABSTANDSFLAECHE,
        ),
        (
            "bei einer Bebauung meines Grundstücks von der fiktiven Grenze A-B einen Abstand von mindestens 3 m einzuhalten",
            Kind.ABSTANDSFLAECHE,
        ),
        ("Übernahme der Abstandfläche T 2 gemäß § 7 BauO NW", Kind.ABSTANDSFLAECHE),
        ("einen zusätzlichen Grenzabstand von 2,50 m einzuhalten", Kind.ABSTANDSFLAECHE),
        ("die Unterschreitung des Grenzabstandes durch die Garage zu dulden", Kind.ABSTANDSFLAECHE),
        (
            "den Gebäudeabstand (Fensterabstand) auf meinem Grundstück nachzuweisen",
            Kind.ABSTANDSFLAECHE,
        ),
        ("einen 3,50 m breiten Streifen als Zufahrt ständig freizuhalten", Kind.ZUFAHRT),
        (
            "das Begehen und Befahren durch die jeweiligen Eigentümer und Besucher zu dulden",
            Kind.ZUFAHRT,
        ),
        ("als Zugang und Zufahrt zur …straße zur Verfügung zu stellen", Kind.ZUFAHRT),
        ("die Überwegung in einer Breite von 4 m zu gestatten", Kind.ZUFAHRT),
        ("Geh-, Fahr- und Leitungsrecht zugunsten der Hinterlieger", Kind.ZUFAHRT),
        ("die Zuwegung zu dem rückwärtigen Grundstück zu sichern", Kind.ZUFAHRT),
        ("die Wegeparzelle 870 als Zuwegung zu dulden", Kind.ZUFAHRT),
        ("die Erschließung des Flurstücks 1029 über mein Flurstück 1028 zu dulden", Kind.ZUFAHRT),
        ("einen Wendeplatz für Müllfahrzeuge freizuhalten", Kind.ZUFAHRT),
        (
            "die Verlegung, Unterhaltung und Erneuerung von Ver- und Entsorgungsleitungen zu dulden",
            Kind.LEITUNG,
        ),
        ("den Anschlußkanal durch mein Grundstück zu führen", Kind.LEITUNG),
        ("einen 1,00 m breiten Leitungsstreifen nicht zu überbauen", Kind.LEITUNG),
        ("die gemeinsame Abwasserleitung mitzubenutzen", Kind.LEITUNG),
        ("die Durchleitung des Schmutz- und Regenwassers", Kind.LEITUNG),
        ("Leitungsrecht für Wasser, Gas und Strom", Kind.LEITUNG),
        ("Duldung des Revisionsschachtes", Kind.LEITUNG),
        ("die Leitungen dürfen nicht mit tiefwurzelnden Gehölzen überpflanzt werden", Kind.LEITUNG),
        ("die Entwässerung des Flst. … über die Leitung des Flst. … zu dulden", Kind.LEITUNG),
        (
            "4 Einstellplätze für Pkw zugunsten des Grundstücks … ständig bereitzuhalten",
            Kind.STELLPLATZ,
        ),
        ("die im Lageplan mit 1-6 bezeichneten Stellplätze", Kind.STELLPLATZ),
        ("eine Garage zur Benutzung zu überlassen", Kind.STELLPLATZ),
        ("die Stellplätze nicht anderweitig zu nutzen oder zu vermieten", Kind.STELLPLATZ),
        ("den Nachweis der notwendigen Stellplätze zu übernehmen", Kind.STELLPLATZ),
        ("12 Stellplätze in der Tiefgarage", Kind.STELLPLATZ),
        ("die Zufahrt zu den Stellplätzen freizuhalten", Kind.STELLPLATZ),
        ("Stellplätze nach § 64 BauO NW", Kind.STELLPLATZ),
        ("die Herstellung von 2 Einstellplätzen zu dulden", Kind.STELLPLATZ),
        ("auf Dauer als Stellplatzfläche vorzuhalten", Kind.STELLPLATZ),
        (
            "die Flurstücke 345 und 346 baurechtlich als ein Grundstück gelten zu lassen",
            Kind.VEREINIGUNG,
        ),
        (
            "alle baulichen Anlagen auf den Flurstücken … so zu errichten, daß sie den Vorschriften entsprechen, als wären sie ein Grundstück",
            Kind.VEREINIGUNG,
        ),
        ("§ 4 Abs. 2 BauO NW", Kind.VEREINIGUNG),
        ("die Grundstücke bilden eine bauordnungsrechtliche Einheit", Kind.VEREINIGUNG),
        ("die Grundstücke bei der Beurteilung gemeinsam zu behandeln", Kind.VEREINIGUNG),
        ("Vereinigung mehrerer Grundstücke zu einem Baugrundstück", Kind.VEREINIGUNG),
        ("das Gebäude auf mehreren Grundstücken", Kind.VEREINIGUNG),
        ("gemeinsames Baugrundstück aus Flst. 12, 13 u. 14 tlw.", Kind.VEREINIGUNG),
        (
            "sich so behandeln zu lassen, als sei die gemeinsame Grenze nicht vorhanden",
            Kind.VEREINIGUNG,
        ),
        ("bei Errichtung eines Wohnhauses an das Gebäude auf Flst. … anzubauen", Kind.ANBAU),
        ("ohne Grenzabstand zu bauen", Kind.ANBAU),
        ("die Grenzbebauung des Nachbarn zu dulden und selbst an die Grenze zu bauen", Kind.ANBAU),
        ("Anbauverpflichtung in gleicher Höhe und Tiefe (profilgleich)", Kind.ANBAU),
        ("Doppelhaushälfte", Kind.ANBAU),
        ("die freibleibende Giebelwand zu verkleiden", Kind.ANBAU),
        ("innerhalb von 5 Jahren anzubauen", Kind.ANBAU),
        ("die zweite Garage an die vorhandene Grenzgarage anzubauen", Kind.ANBAU),
        ("geschlossene Bauweise zu wahren", Kind.ANBAU),
        ("die Öffnungen in der Gebäudeabschlußwand zu dulden", Kind.BRANDSCHUTZ),
        ("bei Bebauung eine Brandwand zu errichten", Kind.BRANDSCHUTZ),
        ("feuerbeständige Wand (F 90)", Kind.BRANDSCHUTZ),
        ("gemeinsame Brandwand", Kind.BRANDSCHUTZ),
        ("den Ersatz der inneren Brandwand", Kind.BRANDSCHUTZ),
        ("Brandabstand zwischen Scheune und Wohnhaus", Kind.BRANDSCHUTZ),
        ("keine brennbaren Stoffe zu lagern", Kind.BRANDSCHUTZ),
        ("Feuerwehrzufahrt 3,50 m breit", Kind.RETTUNGSWEG),
        ("Aufstellfläche für die Drehleiter", Kind.RETTUNGSWEG),
        ("Bewegungsfläche nach DIN 14090", Kind.RETTUNGSWEG),
        ("jederzeit von der Feuerwehr befahren werden kann", Kind.RETTUNGSWEG),
        ("zweiten Rettungsweg über das Flachdach zu dulden", Kind.RETTUNGSWEG),
        ("Notausstieg", Kind.RETTUNGSWEG),
        ("Anleiterstelle", Kind.RETTUNGSWEG),
        (
            "eine Teilfläche von 450 qm dem Grundstück … zur Berechnung der GFZ zuzurechnen",
            Kind.BAULICHES_MASS,
        ),
        ("auf die Ausnutzung dieser Fläche zu verzichten", Kind.BAULICHES_MASS),
        ("bei der Ermittlung der Grundflächenzahl außer Ansatz zu lassen", Kind.BAULICHES_MASS),
        ("der fehlenden Grundstücksfläche", Kind.BAULICHES_MASS),
        ("Anrechnung von Garagengeschossen", Kind.BAULICHES_MASS),
        ("Geschoßfläche von 120 m² zu übernehmen", Kind.BAULICHES_MASS),
        ("das Maß der baulichen Nutzung so zu beschränken, daß", Kind.BAULICHES_MASS),
        ("Baumassenzahl", Kind.BAULICHES_MASS),
        ("nicht für eigene Bauvorhaben in Anspruch zu nehmen", Kind.BAULICHES_MASS),
        ("Kinderspielplatz von 60 qm für die Wohnungen …", Kind.SPIELPLATZ),
        ("Spielfläche für Kleinkinder anzulegen, instand zu halten", Kind.SPIELPLATZ),
        ("gemeinsamer Müllplatz", Kind.SONSTIGE),
        ("Standplatz für Abfallbehälter", Kind.SONSTIGE),
        ("Wäschetrockenplatz", Kind.SONSTIGE),
        ("gemeinsame Heizungsanlage", Kind.SONSTIGE),
        ("Gemeinschaftsgaragenanlage", Kind.SONSTIGE),
        ("Fahrradabstellplatz", Kind.SONSTIGE),
        ("Spielplatz nach § 10/§ 9 Abs. 2 BauO", Kind.SPIELPLATZ),
        ("das Wohnhaus nur als Altenteilerwohnung zu nutzen", Kind.NUTZUNG),
        ("als Betriebsleiter-/Aufsichtspersonenwohnung", Kind.NUTZUNG),
        ("keine weiteren Wohngebäude zu errichten", Kind.NUTZUNG),
        ("das Altenteil nicht getrennt von der Hofstelle zu veräußern", Kind.NUTZUNG),
        ("das alte Wohnhaus binnen 6 Monaten nach Bezug abzubrechen", Kind.SONSTIGE),
        (
            "nach dauerhafter Aufgabe der Nutzung zurückzubauen und die Bodenversiegelung zu beseitigen (§ 35 Abs. 5 BauGB)",
            Kind.SONSTIGE,
        ),
        ("die Halle nur zu landwirtschaftlichen Zwecken", Kind.NUTZUNG),
        ("die Räume nicht zu Aufenthaltszwecken", Kind.NUTZUNG),
        ("auf jede weitere Bebauung zu verzichten", Kind.NUTZUNG),
        ("nur durch Familienangehörige", Kind.NUTZUNG),
        ("Windenergieanlage zu beseitigen", Kind.SONSTIGE),
        ("gemeinsame Giebelwand zu erhalten", Kind.SONSTIGE),
        ("beim Abbruch die Standsicherheit des Nachbargebäudes zu sichern", Kind.SONSTIGE),
        ("Balkenauflager zu dulden", Kind.SONSTIGE),
        ("Kleinkläranlage/Sickergrube für Flst. … zu dulden", Kind.LEITUNG),
        ("Verrieselung", Kind.LEITUNG),
        ("Regenrückhaltung", Kind.LEITUNG),
        ("Sichtdreieck von Anpflanzungen über 0,70 m freizuhalten", Kind.SONSTIGE),
        ("keine Fenster nach Osten", Kind.SONSTIGE),
        ("Lärmschutzwand 2 m hoch zu unterhalten", Kind.SONSTIGE),
        ("landwirtschaftliche Immissionen zu dulden", Kind.SONSTIGE),
        (
            "Der jeweilige Eigentümer des Flurstücks 117 gestattet dem jeweiligen Eigentümer des Flurstücks 118, die auf seinem Grundstück verlegten Ver- und Entsorgungsleitungen zu benutzen und zu unterhalten.",
            Kind.LEITUNG,
        ),
        (
            "Die Eigentümer des Flurstücks 88/3 haben zu dulden, daß die Anlieger des Flurstücks 88/4 den Hofraum als Zugang zu ihrem Haus benutzen.",
            Kind.ZUFAHRT,
        ),
        (
            "Zugunsten des Flurstücks 12 ist auf dem Flurstück 13 ein 3 m breiter Geländestreifen als Fahrweg anzulegen und zu erhalten.",
            Kind.ZUFAHRT,
        ),
        (
            "Belastet: Grundstück Flurstück 45. Begünstigt: Grundstück Flurstück 46. Inhalt: Überfahrtsrecht für Kraftfahrzeuge.",
            Kind.ZUFAHRT,
        ),
        (
            "Das Grundstück Flurstück 210 darf vom Grundstück Flurstück 211 aus jederzeit begangen und befahren werden.",
            Kind.ZUFAHRT,
        ),
        (
            "Die auf dem Grundstück Flurstück 301 fehlende Abstandfläche von 2,10 m wird auf das Grundstück Flurstück 302 übernommen.",
            Kind.ABSTANDSFLAECHE,
        ),
        (
            "Duldung der Unterschreitung des seitlichen Grenzabstandes durch das Wohnhaus auf Flurstück 55; belastet ist Flurstück 54.",
            Kind.ABSTANDSFLAECHE,
        ),
        (
            "Bei der Bebauung des Flurstücks 9 ist von der gemeinsamen Grenze mit dem Flurstück 8 ein Abstand von mindestens 4,50 m zu wahren.",
            Kind.ABSTANDSFLAECHE,
        ),
        (
            "Auf der im Lageplan grün umrandeten Teilfläche des Flurstücks 77 dürfen keine baulichen Anlagen errichtet werden; die Fläche wird den Abstandsflächen des Gebäudes auf Flurstück 78 zugerechnet.",
            Kind.ABSTANDSFLAECHE,
        ),
        (
            "Für das Bauvorhaben auf dem Flurstück 400 werden auf dem Flurstück 401 drei Einstellplätze nachgewiesen.",
            Kind.STELLPLATZ,
        ),
        (
            "Die auf Flurstück 5/1 gelegenen Garagen Nr. 3 und 4 stehen ausschließlich den Bewohnern des Hauses auf Flurstück 5/2 zur Verfügung.",
            Kind.STELLPLATZ,
        ),
        (
            "Der Eigentümer verpflichtet sich, auf seinem Grundstück Flurstück 61 zwei Kfz-Abstellplätze für das Grundstück Flurstück 62 auf Dauer vorzuhalten.",
            Kind.STELLPLATZ,
        ),
        (
            "Die Flurstücke 15, 16 und 17 sind baurechtlich wie ein Grundstück zu behandeln.",
            Kind.VEREINIGUNG,
        ),
        (
            "Die Grundstücke Flurstück 20 und Flurstück 21 bilden ein Baugrundstück im Sinne des § 4 Abs. 2 BauO NW und dürfen nur gemeinsam veräußert werden.",
            Kind.VEREINIGUNG,
        ),
        (
            "Zusammenfassung der Flurstücke 33 und 34 zu einem Baugrundstück gemäß § 4 BauO NW.",
            Kind.VEREINIGUNG,
        ),
        (
            "Der Eigentümer des Flurstücks 90 duldet den Hausanschlußkanal des Flurstücks 91 auf seinem Grund und Boden.",
            Kind.LEITUNG,
        ),
        (
            "Die Niederschlagswässer des Flurstücks 71 werden auf dem Flurstück 72 versickert; die Anlage ist dauernd zu unterhalten.",
            Kind.LEITUNG,
        ),
        (
            "Verpflichtung zur Duldung der gemeinsamen Kleinkläranlage auf Flurstück 18 zugunsten der Flurstücke 19 und 20.",
            Kind.LEITUNG,
        ),
        (
            "Der Eigentümer des Flurstücks 130 verpflichtet sich, sein Gebäude profilgleich an das auf Flurstück 131 stehende Gebäude anzubauen.",
            Kind.ANBAU,
        ),
        (
            "Auf Flurstück 140 darf ohne Grenzabstand gebaut werden; der Eigentümer des Flurstücks 141 verpflichtet sich, ebenfalls auf der Grenze zu bauen.",
            Kind.ANBAU,
        ),
        (
            "Auf dem Flurstück 501 wird ein Kleinkinderspielplatz von 80 qm für das Haus auf Flurstück 502 angelegt und unterhalten.",
            Kind.SPIELPLATZ,
        ),
        (
            "Die Wohnungen auf Flurstück 601 dürfen den auf Flurstück 602 vorhandenen Sandkasten mitbenutzen (Spielfläche nach § 9 BauO NW).",
            Kind.SPIELPLATZ,
        ),
        (
            "Auf dem Flurstück 700 ist ein Streifen von 5,00 m entlang der Grenze zum Flurstück 701 von Gebäuden freizuhalten, da die Grenzwand Öffnungen besitzt und keine Brandwand ist.",
            Kind.BRANDSCHUTZ,
        ),
        (
            "Der Eigentümer des Flurstücks 31 verpflichtet sich, die Fenster in der Brandwand des Gebäudes auf Flurstück 32 zu dulden und einen Abstand von 5 m einzuhalten.",
            Kind.BRANDSCHUTZ,
        ),
        (
            "Das Flachdach der Garage auf Flurstück 41 dient als zweiter Rettungsweg für die Wohnungen auf Flurstück 42.",
            Kind.RETTUNGSWEG,
        ),
        (
            "Die Hoffläche des Flurstücks 51 ist als Feuerwehrzufahrt und Bewegungsfläche für das Gebäude auf Flurstück 52 zu befestigen und freizuhalten.",
            Kind.RETTUNGSWEG,
        ),
        (
            "Das Wohnhaus auf Flurstück 800 darf nur vom Betriebsleiter der Gärtnerei bewohnt werden.",
            Kind.NUTZUNG,
        ),
        (
            "Der Eigentümer des Flurstücks 801 verpflichtet sich, das Altenteil nicht vom Hof abzutrennen.",
            Kind.NUTZUNG,
        ),
        (
            "Die Halle auf dem Flurstück 802 darf nicht zu Wohnzwecken und nur als Gerätehalle genutzt werden.",
            Kind.NUTZUNG,
        ),
        (
            "150 qm des Flurstücks 900 werden bei der Berechnung der GRZ und GFZ dem Flurstück 901 zugeschlagen.",
            Kind.BAULICHES_MASS,
        ),
        (
            "Der Eigentümer des Flurstücks 910 verzichtet auf die bauliche Ausnutzung von 200 qm zugunsten des Flurstücks 911.",
            Kind.BAULICHES_MASS,
        ),
        (
            "Zum Ausgleich der Überschreitung der zulässigen Geschoßflächenzahl auf Flurstück 920 wird auf Flurstück 921 eine Fläche von 85 qm nicht bebaut.",
            Kind.BAULICHES_MASS,
        ),
        (
            "Das auf Flurstück 61 stehende Behelfsheim ist spätestens sechs Monate nach Fertigstellung des Neubaus abzubrechen.",
            Kind.SONSTIGE,
        ),
        (
            "Der Müllbehälterstandplatz auf Flurstück 71 wird von den Bewohnern des Flurstücks 72 mitbenutzt.",
            Kind.SONSTIGE,
        ),
        (
            "Das Sichtdreieck auf Flurstück 81 ist von jeder Bepflanzung über 0,80 m Höhe freizuhalten.",
            Kind.SONSTIGE,
        ),
        (
            "Der Eigentümer des Flurstücks 82 duldet die vom landwirtschaftlichen Betrieb ausgehenden Geruchs- und Lärmimmissionen.",
            Kind.SONSTIGE,
        ),
        (
            "Die gemeinsame Giebelwand zwischen Flurstück 91 und Flurstück 92 ist auch beim Abbruch eines der Häuser standsicher zu erhalten.",
            Kind.SONSTIGE,
        ),
        (
            "Die Werbeanlage auf Flurstück 93 ist auf Verlangen der Stadt ohne Entschädigung zu entfernen.",
            Kind.SONSTIGE,
        ),
        (
            "Herstellung und Unterhaltung einer gemeinsamen Heizungsanlage auf Flurstück 94 für Flurstück 95.",
            Kind.SONSTIGE,
        ),
        (
            "Verpflichtung, zu Gunsten des Flurstückes 346 auf dem Flurstücke 345 einen Bauwich von 3 m einzuhalten.",
            Kind.ABSTANDSFLAECHE,
        ),
        ("Wegerecht über Flurstück 10 für Flurstück 11.", Kind.ZUFAHRT),
        (
            "Geh-, Fahr- und Leitungsrecht zu Lasten von Flst. 10 und zu Gunsten von Flst. 11, 12 und 13.",
            Kind.ZUFAHRT,
        ),
        (
            "Ich verpflichte mich als Eigentümer des Grundstücks Gemarkung Norf, Flur 4, Flurstück 21, die Zufahrt zu dem dahinter liegenden Grundstück Flurstück 22 jederzeit freizuhalten.",
            Kind.ZUFAHRT,
        ),
        (
            "Dem Grundstück Flurstück 31 wird die Mitbenutzung der Zufahrt auf dem Grundstück Flurstück 30 dauernd gestattet.",
            Kind.ZUFAHRT,
        ),
        (
            "Die öffentlich-rechtliche Verpflichtung, eine Fläche von 3,00 m x 25,00 m auf dem Grundstück Flurstück 5 für die Zuwegung zum Grundstück Flurstück 6 zu belassen.",
            Kind.ZUFAHRT,
        ),
        (
            "Auf den Grundstücken Flurstück 7 und Flurstück 8 sind je zwei Garagen für die Wohnhäuser auf den Grundstücken Flurstücke 9 bis 11 zu erstellen.",
            Kind.STELLPLATZ,
        ),
        (
            "Das Grundstück Flurstück 52 ist an das Grundstück Flurstück 51 durch einen 2 m breiten Weg anzubinden, der auf dem Grundstück Flurstück 51 liegt und als Zugang dient.",
            Kind.ZUFAHRT,
        ),
        (
            "Der Grundstückseigentümer räumt dem Eigentümer des Flurstücks 62 das Recht ein, über das Flurstück 61 zu gehen und zu fahren.",
            Kind.ZUFAHRT,
        ),
        (
            "Die Entwässerung des Flurstücks 101 erfolgt über die Anschlußleitung des Flurstücks 102.",
            Kind.LEITUNG,
        ),
        (
            "Der Eigentümer des dienenden Grundstücks Flurstück 110 hat die Regenwasserleitung des herrschenden Grundstücks Flurstück 111 zu dulden.",
            Kind.LEITUNG,
        ),
        (
            "Übernahme einer Abstandfläche gem. § 7 BauO NW von Flurstück 201 auf Flurstück 202.",
            Kind.ABSTANDSFLAECHE,
        ),
        (
            "Die gemäß § 47 BauO NW notwendigen 8 Stellplätze für die Gaststätte (Flurstück 211) befinden sich auf Flurstück 212.",
            Kind.STELLPLATZ,
        ),
        (
            "Lichtbaulast: die Fenster im Hause auf Flurstück 221 dürfen durch Bauten auf Flurstück 222 nicht verdeckt werden.",
            Kind.SONSTIGE,
        ),
        (
            "Der Kinderspielplatz für die Häuser auf den Flurstücken 241, 242 und 243 liegt auf Flurstück 244 und ist instand zu halten.",
            Kind.SPIELPLATZ,
        ),
        ("Feuerwehraufstellfläche auf Flurstück 251 zugunsten Flurstück 252.", Kind.RETTUNGSWEG),
        (
            "Die Notleiter am Gebäude Flurstück 261 darf auf Flurstück 262 herabgeführt werden; der Fluchtweg ist freizuhalten.",
            Kind.RETTUNGSWEG,
        ),
        (
            "Ich verpflichte mich, den über mein Grundstück Gemarkung Norf, Flur 4, Flurstück 33 führenden Weg den Eigentümern der Flurstücke 34 und 35 zur Benutzung offenzuhalten.",
            Kind.ZUFAHRT,
        ),
        (
            "Die Eigentümer der Parzelle 81 räumen den Eigentümern der Parzelle 82 ein Notwegerecht in 3 m Breite ein.",
            Kind.ZUFAHRT,
        ),
        (
            "Baulast zur Sicherung der Erschließung des Hinterliegergrundstücks Flurstück 45/2 über das Vorderliegergrundstück Flurstück 45/1.",
            Kind.ZUFAHRT,
        ),
        (
            "Das Flurstück 61 ist über das Flurstück 60 an den Mühlenweg angeschlossen. Der Eigentümer des Flurstücks 60 hat die Benutzung der 4 m breiten Fahrspur zu gestatten.",
            Kind.ZUFAHRT,
        ),
        (
            "Die Hälfte der Einfahrt auf Flst. 23 steht dem Nachbarn (Flst. 24) zur Mitbenutzung zu.",
            Kind.ZUFAHRT,
        ),
        (
            "Der im Lageplan blau angelegte Grundstücksstreifen darf mit Rücksicht auf das Nachbargebäude auf Flst. 11 nicht bebaut werden (Bauwichübernahme auf Flst. 12).",
            Kind.ABSTANDSFLAECHE,
        ),
        (
            "Die Abstandfläche des Anbaus auf Parzelle 301 darf sich bis zu 1,20 m auf die Parzelle 302 erstrecken.",
            Kind.ABSTANDSFLAECHE,
        ),
        (
            "Verpflichtung, mit Gebäuden einen Abstand von 6 m zur Grenze des Flurstücks 88 einzuhalten. Belastetes Flurstück: 87.",
            Kind.ABSTANDSFLAECHE,
        ),
        (
            "Auf Flurstück 14 sind vier Pkw-Stellplätze anzulegen, die ausschließlich den Benutzern des Ladenlokals auf Flurstück 15 dienen.",
            Kind.STELLPLATZ,
        ),
        (
            "Ablösung der Stellplatzverpflichtung: Der Garagenhof Flurstück 200 wird mit 6 Garagen zugunsten der Eigentumswohnungen Flurstück 201 belastet.",
            Kind.STELLPLATZ,
        ),
        (
            "Die Kundenparkplätze auf dem Grundstück Flst. 71 sind während der Öffnungszeiten der Gaststätte auf Flst. 70 bereitzustellen.",
            Kind.STELLPLATZ,
        ),
        (
            "Die vorbezeichneten Flurstücke 8, 9 und 10 gelten im Sinne der Bauordnung als ein Grundstück.",
            Kind.VEREINIGUNG,
        ),
        (
            "Die Eigentümer erklären, daß die Flurstücke 101 und 102 auf Dauer eine wirtschaftliche Einheit bilden und bauaufsichtlich als Einheit zu betrachten sind.",
            Kind.VEREINIGUNG,
        ),
        (
            "Die Flurstücke 55 bis 57 dürfen bauordnungsrechtlich nur gemeinsam beurteilt werden, so als ob die Grenzen zwischen ihnen nicht beständen.",
            Kind.VEREINIGUNG,
        ),
        (
            "Durch das Flurstück 40 führt die Kanalleitung des Flurstücks 41; sie darf weder beseitigt noch überbaut werden.",
            Kind.LEITUNG,
        ),
        (
            "Der Eigentümer des Flurstücks 61 gestattet die Verlegung der Gas- und Wasserleitung zum Flurstück 62 in seinem Grundstück.",
            Kind.LEITUNG,
        ),
        (
            "Verpflichtung zur Aufnahme der Abwässer des Flurstücks 19 in die Grundstückskläranlage auf Flurstück 20.",
            Kind.LEITUNG,
        ),
        (
            "Wird auf Flurstück 75 gebaut, muß das Gebäude an der Grenze zu Flurstück 76 in gleicher Höhe und Tiefe wie das dortige Haus errichtet werden.",
            Kind.ANBAU,
        ),
        (
            "Grenzbebauung: Der Eigentümer des Flurstücks 131 hat an die auf Flurstück 130 errichtete Grenzgarage anzubauen.",
            Kind.ANBAU,
        ),
        (
            "Bereitstellung eines Kinderspielplatzes (60 qm) auf Flurstück 90 für die Häuser Flurstücke 91 und 92.",
            Kind.SPIELPLATZ,
        ),
        (
            "Auf Flst. 17 muß zu der Scheune auf Flst. 18 ein Brandabstand von 10 m gewahrt bleiben.",
            Kind.BRANDSCHUTZ,
        ),
        (
            "Die Außenwand des Lagergebäudes auf Flst. 21 ist als Brandwand herzustellen, sobald auf Flst. 22 gebaut wird.",
            Kind.BRANDSCHUTZ,
        ),
        (
            "Über den Hof des Flurstücks 31 muß die Feuerwehr das Rückgebäude auf Flurstück 32 jederzeit erreichen können; die Durchfahrt ist freizuhalten.",
            Kind.RETTUNGSWEG,
        ),
        (
            "Der Laubengang auf Flurstück 44 dient den Wohnungen im Obergeschoß des Hauses Flurstück 45 als Fluchtweg.",
            Kind.RETTUNGSWEG,
        ),
        (
            "Das Dachgeschoß im Hause auf Flurstück 13 darf nicht als Wohnung genutzt werden.",
            Kind.NUTZUNG,
        ),
        (
            "Das auf Parzelle 14 zu errichtende Wohnhaus darf nur von dem Betriebsinhaber oder seinem Betriebsleiter bewohnt werden.",
            Kind.NUTZUNG,
        ),
        (
            "Die Reithalle auf Flst. 77 darf nur im Rahmen des landwirtschaftlichen Betriebes genutzt werden.",
            Kind.NUTZUNG,
        ),
        (
            "Der Eigentümer der Hofstelle Flurstück 12 verpflichtet sich, im Außenbereich keine weiteren Wohngebäude zu errichten.",
            Kind.NUTZUNG,
        ),
        (
            "Auf Flurstück 66 wird für die Dauer der Bebauung des Flurstücks 67 auf 120 qm anrechenbare Grundstücksfläche verzichtet (GFZ-Nachweis).",
            Kind.BAULICHES_MASS,
        ),
        (
            "Die bebaubare Fläche des Flurstücks 70 wird um 80 qm vermindert, die dem Flurstück 71 bei der Ermittlung der Grundflächenzahl zugute kommen.",
            Kind.BAULICHES_MASS,
        ),
        (
            "Die vorhandene Baracke auf Flurstück 9 ist nach Ablauf von fünf Jahren zu beseitigen.",
            Kind.SONSTIGE,
        ),
        (
            "Die Stützmauer entlang der Grenze des Flurstücks 7 ist vom jeweiligen Eigentümer des Flurstücks 6 dauernd zu unterhalten.",
            Kind.SONSTIGE,
        ),
        (
            "Auf Flurstück 51 ist eine mindestens 2 m hohe Hecke anzupflanzen und dauernd zu erhalten.",
            Kind.SONSTIGE,
        ),
        (
            "Der Standplatz für Müllgefäße auf Flurstück 55 wird den Bewohnern der Flurstücke 56, 57 zur Verfügung gestellt.",
            Kind.SONSTIGE,
        ),
        (
            "Auf Flurstück 5 ist zum Schutz der Nachbarschaft eine Lärmschutzwand zu errichten.",
            Kind.SONSTIGE,
        ),
        ("Das Gewächshaus auf Flurstück 3 wird nur auf Widerruf geduldet.", Kind.SONSTIGE),
        (
            "Der Eigentümer von Flst. 31 überläßt dem Eigentümer von Flst. 32 einen 1,20 m breiten Fußweg entlang der Nordgrenze zur dauernden Mitbenutzung.",
            Kind.ZUFAHRT,
        ),
        (
            "Das Wenden von Lastkraftwagen auf dem Hof von Flst. 41 durch den Betrieb auf Flst. 42 ist zu dulden.",
            Kind.ZUFAHRT,
        ),
        (
            "Die private Stichstraße Flst. 50 dient der Erschließung der Flst. 51, 52 und 53 und ist von ihren Eigentümern zu unterhalten.",
            Kind.ZUFAHRT,
        ),
        (
            "Zu Gunsten Flst. 61 verzichtet der Eigentümer von Flst. 60 auf die Einhaltung des gesetzlichen Bauwichs.",
            Kind.ABSTANDSFLAECHE,
        ),
        (
            "Die von dem Gebäude auf Flst. 70 ausgehende Abstandsfläche überdeckt eine Teilfläche von 12,5 qm des Flst. 71.",
            Kind.ABSTANDSFLAECHE,
        ),
        (
            "Flst. 81 ist auf einer Tiefe von 3 m längs der Grenze zu Flst. 80 von Bebauung freizuhalten.",
            Kind.ABSTANDSFLAECHE,
        ),
        (
            "Auf Flst. 90 ist ein Carport für zwei Pkw der Bewohner von Flst. 91 zu belassen.",
            Kind.STELLPLATZ,
        ),
        (
            "Nachweis von 10 Einstellplätzen für das Altenheim Flst. 101 auf dem Parkdeck Flst. 100.",
            Kind.STELLPLATZ,
        ),
        (
            "Die Grundstücke Flst. 110/1 und 110/2 werden zu einer baurechtlichen Einheit zusammengefaßt.",
            Kind.VEREINIGUNG,
        ),
        (
            "Für die Beurteilung nach Bauordnungsrecht sind die Flst. 120 bis 122 als ein Grundstück anzusehen.",
            Kind.VEREINIGUNG,
        ),
        (
            "Die Wasser-, Gas- und Stromversorgung von Flst. 131 erfolgt durch Flst. 130; Leitungen und Hausanschlüsse sind zu dulden.",
            Kind.LEITUNG,
        ),
        (
            "Die gemeinsame Sickergrube auf Flst. 140 darf von Flst. 141 mitbenutzt werden.",
            Kind.LEITUNG,
        ),
        (
            "Flst. 150 ist bei einer Neubebauung grenzständig an das Haus Flst. 151 anzuschließen (Anbaupflicht).",
            Kind.ANBAU,
        ),
        (
            "Auf Flst. 160 wird eine Spielfläche von 45 qm für Flst. 161 vorgehalten.",
            Kind.SPIELPLATZ,
        ),
        (
            "Zu den Fenstern im Giebel des Hauses Flst. 171 ist auf Flst. 170 ein feuerpolizeilicher Abstand von 5 m zu wahren.",
            Kind.BRANDSCHUTZ,
        ),
        (
            "Im Brandfall darf die Feuerwehr die Zufahrt über Flst. 180 zum Anleitern des Hauses Flst. 181 benutzen.",
            Kind.RETTUNGSWEG,
        ),
        (
            "Die Betriebsleiterwohnung auf Flst. 190 darf nicht vom Betrieb getrennt veräußert werden.",
            Kind.NUTZUNG,
        ),
        (
            "Die Scheune auf Flst. 191 darf nur zur Lagerung landwirtschaftlicher Erzeugnisse verwendet werden.",
            Kind.NUTZUNG,
        ),
        ("Flst. 200 gibt 75 qm Geschoßfläche an Flst. 201 ab.", Kind.BAULICHES_MASS),
        (
            "Bei der Ausnutzung des Flst. 210 sind 110 qm abzusetzen, die auf Flst. 211 angerechnet worden sind.",
            Kind.BAULICHES_MASS,
        ),
        (
            "Der Schuppen auf Flst. 220 ist bei Straßenausbau ohne Entschädigung abzureißen.",
            Kind.SONSTIGE,
        ),
        ("Die Grenzmauer auf Flst. 221 ist standsicher zu halten.", Kind.SONSTIGE),
        ("Duldung der von der Tennisanlage ausgehenden Geräusche auf Flst. 222.", Kind.SONSTIGE),
        (
            "Der Vorgarten auf Flst. 223 ist gärtnerisch zu gestalten und zu erhalten.",
            Kind.SONSTIGE,
        ),
        (
            "Auf der Parkfläche des Flurstücks 20 werden keine leicht entzündlichen Stoffe gelagert und ein Abstand von 5 m zur Holzfassade auf Flurstück 30 gehalten.",
            Kind.BRANDSCHUTZ,
        ),
        (
            "Der Garten wird auf 3 m Tiefe nicht bebaut, auch nicht mit Garagen, weil das Haus auf Flurstück 30 zu nah an der Grenze steht.",
            Kind.ABSTANDSFLAECHE,
        ),
        (
            "Das Flurstück 20 bleibt zum Haus auf Flurstück 30 hin 3 m tief frei, auch von Garagen.",
            Kind.ABSTANDSFLAECHE,
        ),
        ("Das Dachgeschoß der Garage auf Flurstück 20 darf nicht bewohnt werden.", Kind.NUTZUNG),
        (
            "Der Hof bleibt so befahrbar, daß Löschfahrzeuge das Hinterhaus erreichen.",
            Kind.RETTUNGSWEG,
        ),
        (
            "Die Toreinfahrt ist für Krankenwagen und Löschfahrzeuge offen zu halten.",
            Kind.RETTUNGSWEG,
        ),
        ("Durchfahrt als Zufahrt für die Feuerwehr.", Kind.RETTUNGSWEG),
        ("Die Parzellen 55/1 und 56 gelten für die Bebauung als eine Einheit.", Kind.VEREINIGUNG),
        ("Die Flurstücke 150 und 152 bilden für die Bebauung eine Einheit.", Kind.VEREINIGUNG),
        ("Die Flurstücke 150 und 152 bilden baurechtlich ein Grundstück.", Kind.VEREINIGUNG),
        ("Kanalmitbenutzung durch die Flurstücke 810 und 811", Kind.LEITUNG),
        ("Gemeinsamer Stellplatz für Müllgefäße zugunsten Flurstück 731", Kind.SONSTIGE),
        ("Den Zugang zur Dorfstraße nicht zu versperren", Kind.ZUFAHRT),
        ("Strom und Gas für das Flurstück 372 werden durch den Garten geleitet", Kind.LEITUNG),
        ("Die Hofeinfahrt ist mitzubenutzen.", Kind.ZUFAHRT),
        ("Die Fahrgasse ist offenzuhalten.", Kind.ZUFAHRT),
        ("Der Eigentümer hält einen Weg frei und läßt sie darüber gehen und fahren.", Kind.ZUFAHRT),
        ("Abstellen von vier Personenwagen.", Kind.STELLPLATZ),
        (
            "Die Parkplätze auf Flurstück 20 dürfen nicht anderweitig genutzt werden.",
            Kind.STELLPLATZ,
        ),
        ("Auf dem Parkplatz sind drei Stellplätze für Flurstück 30 freizuhalten.", Kind.STELLPLATZ),
        ("Auf Flurstück 20 werden zwei Garagen für Flurstück 30 errichtet.", Kind.STELLPLATZ),
        ("Der Schmutzwasserkanal wird durch den Vorgarten geführt.", Kind.LEITUNG),
    ],
)
def test_kind_is_told_by_the_wording(text, kind, nlp):
    """Each wording leads to its main kind."""
    assert main_kind(kind_of(text, nlp)) is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Geh-, Fahr- und Leitungsrecht für die Hinterlieger", Kind.ZUFAHRT),
        ("Streifen für den Zu- und Abgangsverkehr einschließlich der Feuerwehr", Kind.ZUFAHRT),
        ("2 Garagen einschließlich ihrer Zufahrt", Kind.STELLPLATZ),
        ("notwendige Stellplätze nebst Zu- und Abfahrt", Kind.STELLPLATZ),
        ("Fläche über dem Anschlußkanal von Bebauung freizuhalten", Kind.LEITUNG),
        ("an die gemeinsame Grenze ohne Grenzabstand anzubauen", Kind.ANBAU),
        ("Abstandfläche, ausgenommen Garagen", Kind.ABSTANDSFLAECHE),
        ("Fahrradabstellplatz", Kind.SONSTIGE),
        ("Brandabstand von 5 m zur Grenze", Kind.BRANDSCHUTZ),
    ],
)
def test_what_is_only_mentioned_gives_way(text, kind, nlp):
    """A thing that comes along with another does not make the kind."""
    reading = kind_of(text, nlp)
    assert main_kind(reading) is kind
    assert reading is not None
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("eine Fläche nicht zu überbauen", {Kind.ABSTANDSFLAECHE}),
        ("Leitungsrecht und Wegerecht", {Kind.LEITUNG, Kind.ZUFAHRT}),
        (
            "Fenster in der Grenzwand schließen zu lassen, sobald angebaut wird",
            {Kind.ANBAU, Kind.BRANDSCHUTZ},
        ),
    ],
)
def test_close_or_weak_kinds_are_doubted(text, kinds, nlp):
    """Where a second kind comes close, or nothing names the first, the others stand beside it."""
    reading = kind_of(text, nlp)
    assert reading is not None
    assert {reading.value, *reading.alternatives} >= {str(kind) for kind in kinds}
    assert [problem.reason for problem in reading.problems] == [DoubtReason.AMBIGUOUS]


@pytest.mark.parametrize(
    "text", ["Gemarkung Norf, Flur 4, Flurstück 12", "Mit freundlichen Grüßen", "Blatt 12"]
)
def test_no_kind_where_no_word_tells(text, nlp):
    """No kind is made up."""
    assert kind_of(text, nlp) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kleinkläranlage auf dem Grundstück", Kind.ENTWAESSERUNG),
        ("keine weiteren Wohngebäude zu errichten", Kind.HOFSTELLE),
        ("das Behelfsheim abzubrechen", Kind.RUECKBAU),
        ("die Standsicherheit des Nachbargebäudes zu sichern", Kind.STANDSICHERHEIT),
        ("Sichtdreieck freizuhalten", Kind.FREIHALTUNG),
        ("Lärmschutzwand zu unterhalten", Kind.IMMISSION),
        ("gemeinsamer Müllplatz", Kind.GEMEINSCHAFTSANLAGE),
    ],
)
def test_rarer_kinds_keep_their_own_code(text, kind, nlp):
    """The value is the special case; its main kind follows from the model."""
    reading = kind_of(text, nlp)
    assert reading is not None
    assert reading.value == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ste1lplätze bereitzubalten", Kind.STELLPLATZ),
        ("die Ab5tandfläche", Kind.ABSTANDSFLAECHE),
        ("Abstandfl che von 3 m, Bauwlch", Kind.ABSTANDSFLAECHE),
        ("Flucbtwegbaulast", Kind.RETTUNGSWEG),
        ("Zuwegnng", Kind.ZUFAHRT),
        ("Vereinigungsbau-\nlast", Kind.VEREINIGUNG),
        ("ABSTANDSFLAECHENBAULAST", Kind.ABSTANDSFLAECHE),
    ],
)
def test_misread_words_tell_the_kind(text, kind, nlp):
    """A word that the scan garbled still tells, where it can only be one word."""
    assert main_kind(kind_of(text, nlp)) is kind


@pytest.mark.parametrize(
    "text",
    [
        "Freihaltung der Zufahrt zu den Stellplätzen des Flurstücks 235",
        "Auf Flurstück 235 stehen vier Einstellplätze; die Zufahrt zu diesen Einstellplätzen zu dulden",
        "ein Anbau ist nicht verlangt, 3 m sind freizuhalten",
    ],
)
def test_a_duty_that_names_another_kinds_thing_is_asked_about(text, nlp):
    """Where the way leads to parking spaces, or a building on is not asked, the kind is doubted."""
    reading = kind_of(text, nlp)
    assert reading is not None
    assert reading.problems


# The right kind, or a person is asked.
LOOK_ALIKES = [
    ("Dulden des Laufens und Fahrens zum Trafohaus auf Flurstück 71/1.", Kind.ZUFAHRT),
    ("Duldung des Verkehrs zum Spielplatz auf Flurstück 71/1.", Kind.ZUFAHRT),
    ("Laufen und Fahren zum Trafohaus ist zu dulden.", Kind.ZUFAHRT),
    (
        "Auf Flurstück 71/4 ist den Inhabern des Flurstücks 71/5 jederzeit den Gang zu den Mülltonnen und Kellern zu erlauben.",
        Kind.ZUFAHRT,
    ),
    ("Der Pfad zum Spielplatz ist den Kindern offen zu halten.", Kind.ZUFAHRT),
    ("Wagen dürfen über den Hof zur Garage rollen.", Kind.ZUFAHRT),
    ("Der Kanal liegt unter dem Spielplatzweg und ist zu dulden.", Kind.LEITUNG),
    (
        "Zufahrt für Flurstück 30. Erklärung des Installateurs Esser, Spielplatzstr. 3, vom 02.02.1987.",
        Kind.ZUFAHRT,
    ),
    ("Zufahrt für Flurstück 30. Erklärung des Betriebsleiters Esser vom 02.02.1987.", Kind.ZUFAHRT),
    ("Zufahrt für Flurstück 30. Erklärung des Gärtners Hof vom 02.02.1987.", Kind.ZUFAHRT),
    (
        "Zufahrt für Flurstück 30. Erklärung des Landwirts Esser (geb. 12.7.1938) vom 02.02.1987.",
        Kind.ZUFAHRT,
    ),
    ("Zufahrt für Flurstück 30. Erklärung der Firma Garagenbau GmbH vom 02.02.1987.", Kind.ZUFAHRT),
    ("Zufahrt für Flurstück 30. Erklärung der Witwe Weg geb. Kanal vom 02.02.1987.", Kind.ZUFAHRT),
    (
        "Abwasserkanal für Flurstück 30. Erklärung des Hausmeisters Weg, Garagenweg 3, vom 02.02.1987.",
        Kind.LEITUNG,
    ),
    (
        "3 Stellplätze für Flurstück 30. Erklärung des Landwirts Kanal, Wegstraße 4, vom 02.02.1987.",
        Kind.STELLPLATZ,
    ),
    ("Abstandsfläche für Flurstück 30, Grundstück Am Spielplatz 4.", Kind.ABSTANDSFLAECHE),
    ("Abstandsfläche für Flurstück 30, gelegen Feuerwehrstraße 12.", Kind.ABSTANDSFLAECHE),
    ("Verlegung eines Kabels zum Spielplatz auf Flurstück 30.", Kind.LEITUNG),
    ("Ein Rohr zur Garage auf Flurstück 30 ist zu dulden.", Kind.LEITUNG),
    ("Der Fußweg zur Kläranlage ist offen zu halten.", Kind.ZUFAHRT),
    ("Begehen des Hofes zum Erreichen der Mülltonnen ist zu gestatten.", Kind.ZUFAHRT),
    ("Das Betreten und Befahren des Grundstücks zum Kanalschacht ist zu dulden.", Kind.ZUFAHRT),
    ("Ein Geh- und Fahrrecht zur Tiefgarage auf Flurstück 30.", Kind.ZUFAHRT),
    ("Garage mit Zufahrt zur Straße für Flurstück 30", Kind.STELLPLATZ),
    ("Kinderspielplatz mit Zugang zum Haus Flurstück 30", Kind.SPIELPLATZ),
    (
        "Auf Flurstück 20 ist der Spielplatz der Wohnanlage auf Flurstück 30 anzulegen.",
        Kind.SPIELPLATZ,
    ),
    ("Die Wohnung darf nur vom Betriebsleiter des Betriebes bewohnt werden.", Kind.NUTZUNG),
    ("Die Mülltonnen des Flurstücks 30 sind auf Flurstück 20 aufzustellen.", Kind.SONSTIGE),
    (
        "Auf Flurstück 20 sind die Mülltonnen und der Weg zu den Tonnen für Flurstück 30 zu dulden.",
        Kind.SONSTIGE,
    ),
    ("Die Feuerwehrzufahrt zum Haus auf Flurstück 30 ist freizuhalten.", Kind.RETTUNGSWEG),
    ("Zugang zur Feuertreppe als zweiter Rettungsweg des Hauses Flurstück 30.", Kind.RETTUNGSWEG),
    ("Leitungsrecht für Wasser zur Gärtnerei auf Flurstück 30.", Kind.LEITUNG),
    ("Grenzabstand des Stalles zum Spielplatz auf Flurstück 20.", Kind.ABSTANDSFLAECHE),
    ("Der Durchgang zum Heizungskeller ist zu dulden.", Kind.ZUFAHRT),
    ("Zuwegung zur Hofstelle auf Flurstück 30.", Kind.ZUFAHRT),
    ("Der Weg zum Lagerplatz darf mit Lastwagen benutzt werden.", Kind.ZUFAHRT),
]


@pytest.mark.parametrize(("text", "kind"), LOOK_ALIKES)
def test_where_it_leads_and_who_declared_tell_no_kind_in_silence(text, kind, nlp):
    """A way's end, an address and a trade outvote no duty unless a person is asked."""
    found = kind_of(text, nlp)
    assert main_kind(found) is kind or found is None or found.problems
