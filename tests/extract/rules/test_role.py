# ruff: noqa: E501 - a wording is one row of its table
"""Who is burdened and who benefits: wordings of offices that the cues were not made for.

Each row: the text, the burdened numbers, the benefited numbers (all Norf, Flur 4).
"""

import pytest

from baulast.model import DoubtReason, FieldName, Parcel, Plot
from extract.find import find
from extract.reading import Context, Reading

WORDINGS = [
    (
        "Das Flurstück 12 wird zugunsten des Flurstücks 13 und das Flurstück 14 zugunsten des Flurstücks 15 mit einem Wegerecht belastet.",
        "12,14",
        "13,15",
    ),
    (
        "Wegerecht: Flurstück 12 zugunsten Flurstück 13; Flurstück 14 zugunsten Flurstück 15.",
        "12,14",
        "13,15",
    ),
    (
        "Das Flurstück 12 wird zugunsten des Flurstücks 13 und des Flurstücks 14 und zugunsten des Flurstücks 15 mit einem Wegerecht belastet.",
        "12",
        "13,14,15",
    ),
    (
        "Auf dem Flurstück 801 ist die Fläche über dem Anschlußkanal der Flurstücke 802 und 803 in 2,50 m Breite freizuhalten.",
        "801",
        "802,803",
    ),
    (
        "Zugunsten des Flurstücks 802 wird von dem Eigentümer des Grundstücks Flurstück 801 die Verpflichtung übernommen, die Zufahrt zu dulden.",
        "801",
        "802",
    ),
    (
        "Zugunsten des Flurstücks 802 wird durch den Eigentümer des Flurstücks 801 folgende Baulast übernommen: Geh- und Fahrrecht.",
        "801",
        "802",
    ),
    (
        "Zugunsten des Flurstücks 802 ist vom jeweiligen Eigentümer des Flurstücks 801 die Zufahrt zu dulden.",
        "801",
        "802",
    ),
    (
        "Auf Flurstück 801 ist die Benutzung der Zufahrt durch den Eigentümer des Flurstücks 802 zu dulden.",
        "801",
        "802",
    ),
    (
        "An die Giebelwand der Häuser Flurstücke 225 und 226 ist von dem Grundstück Flurstück 250 aus in gleicher Höhe und Tiefe anzubauen.",
        "250",
        "225,226",
    ),
    (
        "Der jeweilige Eigentümer des Flurstücks 117 gestattet dem jeweiligen Eigentümer des Flurstücks 118, die auf seinem Grundstück verlegten Ver- und Entsorgungsleitungen zu benutzen und zu unterhalten.",
        "117",
        "118",
    ),
    (
        "Die Eigentümer des Flurstücks 88/3 haben zu dulden, daß die Anlieger des Flurstücks 88/4 den Hofraum als Zugang zu ihrem Haus benutzen.",
        "88/3",
        "88/4",
    ),
    (
        "Zugunsten des Flurstücks 12 ist auf dem Flurstück 13 ein 3 m breiter Geländestreifen als Fahrweg anzulegen und zu erhalten.",
        "13",
        "12",
    ),
    (
        "Belastet: Grundstück Flurstück 45. Begünstigt: Grundstück Flurstück 46. Inhalt: Überfahrtsrecht für Kraftfahrzeuge.",
        "45",
        "46",
    ),
    (
        "Das Grundstück Flurstück 210 darf vom Grundstück Flurstück 211 aus jederzeit begangen und befahren werden.",
        "210",
        "211",
    ),
    (
        "Die auf dem Grundstück Flurstück 301 fehlende Abstandfläche von 2,10 m wird auf das Grundstück Flurstück 302 übernommen.",
        "302",
        "301",
    ),
    (
        "Duldung der Unterschreitung des seitlichen Grenzabstandes durch das Wohnhaus auf Flurstück 55; belastet ist Flurstück 54.",
        "54",
        "55",
    ),
    (
        "Bei der Bebauung des Flurstücks 9 ist von der gemeinsamen Grenze mit dem Flurstück 8 ein Abstand von mindestens 4,50 m zu wahren.",
        "9",
        "8",
    ),
    (
        "Auf der im Lageplan grün umrandeten Teilfläche des Flurstücks 77 dürfen keine baulichen Anlagen errichtet werden; die Fläche wird den Abstandsflächen des Gebäudes auf Flurstück 78 zugerechnet.",
        "77",
        "78",
    ),
    (
        "Für das Bauvorhaben auf dem Flurstück 400 werden auf dem Flurstück 401 drei Einstellplätze nachgewiesen.",
        "401",
        "400",
    ),
    (
        "Die auf Flurstück 5/1 gelegenen Garagen Nr. 3 und 4 stehen ausschließlich den Bewohnern des Hauses auf Flurstück 5/2 zur Verfügung.",
        "5/1",
        "5/2",
    ),
    (
        "Der Eigentümer verpflichtet sich, auf seinem Grundstück Flurstück 61 zwei Kfz-Abstellplätze für das Grundstück Flurstück 62 auf Dauer vorzuhalten.",
        "61",
        "62",
    ),
    (
        "Die Flurstücke 15, 16 und 17 sind baurechtlich wie ein Grundstück zu behandeln.",
        "15,16,17",
        "",
    ),
    (
        "Die Grundstücke Flurstück 20 und Flurstück 21 bilden ein Baugrundstück im Sinne des § 4 Abs. 2 BauO NW und dürfen nur gemeinsam veräußert werden.",
        "20,21",
        "",
    ),
    (
        "Zusammenfassung der Flurstücke 33 und 34 zu einem Baugrundstück gemäß § 4 BauO NW.",
        "33,34",
        "",
    ),
    (
        "Der Eigentümer des Flurstücks 90 duldet den Hausanschlußkanal des Flurstücks 91 auf seinem Grund und Boden.",
        "90",
        "91",
    ),
    (
        "Die Niederschlagswässer des Flurstücks 71 werden auf dem Flurstück 72 versickert; die Anlage ist dauernd zu unterhalten.",
        "72",
        "71",
    ),
    (
        "Verpflichtung zur Duldung der gemeinsamen Kleinkläranlage auf Flurstück 18 zugunsten der Flurstücke 19 und 20.",
        "18",
        "19,20",
    ),
    (
        "Der Eigentümer des Flurstücks 130 verpflichtet sich, sein Gebäude profilgleich an das auf Flurstück 131 stehende Gebäude anzubauen.",
        "130",
        "131",
    ),
    (
        "Auf Flurstück 140 darf ohne Grenzabstand gebaut werden; der Eigentümer des Flurstücks 141 verpflichtet sich, ebenfalls auf der Grenze zu bauen.",
        "141",
        "140",
    ),
    (
        "Auf dem Flurstück 501 wird ein Kleinkinderspielplatz von 80 qm für das Haus auf Flurstück 502 angelegt und unterhalten.",
        "501",
        "502",
    ),
    (
        "Die Wohnungen auf Flurstück 601 dürfen den auf Flurstück 602 vorhandenen Sandkasten mitbenutzen (Spielfläche nach § 9 BauO NW).",
        "602",
        "601",
    ),
    (
        "Auf dem Flurstück 700 ist ein Streifen von 5,00 m entlang der Grenze zum Flurstück 701 von Gebäuden freizuhalten, da die Grenzwand Öffnungen besitzt und keine Brandwand ist.",
        "700",
        "701",
    ),
    (
        "Der Eigentümer des Flurstücks 31 verpflichtet sich, die Fenster in der Brandwand des Gebäudes auf Flurstück 32 zu dulden und einen Abstand von 5 m einzuhalten.",
        "31",
        "32",
    ),
    (
        "Das Flachdach der Garage auf Flurstück 41 dient als zweiter Rettungsweg für die Wohnungen auf Flurstück 42.",
        "41",
        "42",
    ),
    (
        "Die Hoffläche des Flurstücks 51 ist als Feuerwehrzufahrt und Bewegungsfläche für das Gebäude auf Flurstück 52 zu befestigen und freizuhalten.",
        "51",
        "52",
    ),
    (
        "Das Wohnhaus auf Flurstück 800 darf nur vom Betriebsleiter der Gärtnerei bewohnt werden.",
        "800",
        "",
    ),
    (
        "Der Eigentümer des Flurstücks 801 verpflichtet sich, das Altenteil nicht vom Hof abzutrennen.",
        "801",
        "",
    ),
    (
        "Die Halle auf dem Flurstück 802 darf nicht zu Wohnzwecken und nur als Gerätehalle genutzt werden.",
        "802",
        "",
    ),
    (
        "150 qm des Flurstücks 900 werden bei der Berechnung der GRZ und GFZ dem Flurstück 901 zugeschlagen.",
        "900",
        "901",
    ),
    (
        "Der Eigentümer des Flurstücks 910 verzichtet auf die bauliche Ausnutzung von 200 qm zugunsten des Flurstücks 911.",
        "910",
        "911",
    ),
    (
        "Zum Ausgleich der Überschreitung der zulässigen Geschoßflächenzahl auf Flurstück 920 wird auf Flurstück 921 eine Fläche von 85 qm nicht bebaut.",
        "921",
        "920",
    ),
    (
        "Das auf Flurstück 61 stehende Behelfsheim ist spätestens sechs Monate nach Fertigstellung des Neubaus abzubrechen.",
        "61",
        "",
    ),
    (
        "Der Müllbehälterstandplatz auf Flurstück 71 wird von den Bewohnern des Flurstücks 72 mitbenutzt.",
        "71",
        "72",
    ),
    (
        "Das Sichtdreieck auf Flurstück 81 ist von jeder Bepflanzung über 0,80 m Höhe freizuhalten.",
        "81",
        "",
    ),
    (
        "Der Eigentümer des Flurstücks 82 duldet die vom landwirtschaftlichen Betrieb ausgehenden Geruchs- und Lärmimmissionen.",
        "82",
        "",
    ),
    (
        "Die gemeinsame Giebelwand zwischen Flurstück 91 und Flurstück 92 ist auch beim Abbruch eines der Häuser standsicher zu erhalten.",
        "91,92",
        "",
    ),
    (
        "Die Werbeanlage auf Flurstück 93 ist auf Verlangen der Stadt ohne Entschädigung zu entfernen.",
        "93",
        "",
    ),
    (
        "Herstellung und Unterhaltung einer gemeinsamen Heizungsanlage auf Flurstück 94 für Flurstück 95.",
        "94",
        "95",
    ),
    (
        "Verpflichtung, zu Gunsten des Flurstückes 346 auf dem Flurstücke 345 einen Bauwich von 3 m einzuhalten.",
        "345",
        "346",
    ),
    ("Wegerecht über Flurstück 10 für Flurstück 11.", "10", "11"),
    (
        "Geh-, Fahr- und Leitungsrecht zu Lasten von Flst. 10 und zu Gunsten von Flst. 11, 12 und 13.",
        "10",
        "11,12,13",
    ),
    (
        "Ich verpflichte mich als Eigentümer des Grundstücks Gemarkung Norf, Flur 4, Flurstück 21, die Zufahrt zu dem dahinter liegenden Grundstück Flurstück 22 jederzeit freizuhalten.",
        "21",
        "22",
    ),
    (
        "Dem Grundstück Flurstück 31 wird die Mitbenutzung der Zufahrt auf dem Grundstück Flurstück 30 dauernd gestattet.",
        "30",
        "31",
    ),
    (
        "Die öffentlich-rechtliche Verpflichtung, eine Fläche von 3,00 m x 25,00 m auf dem Grundstück Flurstück 5 für die Zuwegung zum Grundstück Flurstück 6 zu belassen.",
        "5",
        "6",
    ),
    (
        "Auf den Grundstücken Flurstück 7 und Flurstück 8 sind je zwei Garagen für die Wohnhäuser auf den Grundstücken Flurstücke 9 bis 11 zu erstellen.",
        "7,8",
        "9,10,11",
    ),
    (
        "Das Grundstück Flurstück 52 ist an das Grundstück Flurstück 51 durch einen 2 m breiten Weg anzubinden, der auf dem Grundstück Flurstück 51 liegt und als Zugang dient.",
        "51",
        "52",
    ),
    (
        "Der Grundstückseigentümer räumt dem Eigentümer des Flurstücks 62 das Recht ein, über das Flurstück 61 zu gehen und zu fahren.",
        "61",
        "62",
    ),
    (
        "Die Entwässerung des Flurstücks 101 erfolgt über die Anschlußleitung des Flurstücks 102.",
        "102",
        "101",
    ),
    (
        "Der Eigentümer des dienenden Grundstücks Flurstück 110 hat die Regenwasserleitung des herrschenden Grundstücks Flurstück 111 zu dulden.",
        "110",
        "111",
    ),
    (
        "Übernahme einer Abstandfläche gem. § 7 BauO NW von Flurstück 201 auf Flurstück 202.",
        "202",
        "201",
    ),
    (
        "Die gemäß § 47 BauO NW notwendigen 8 Stellplätze für die Gaststätte (Flurstück 211) befinden sich auf Flurstück 212.",
        "212",
        "211",
    ),
    (
        "Lichtbaulast: die Fenster im Hause auf Flurstück 221 dürfen durch Bauten auf Flurstück 222 nicht verdeckt werden.",
        "222",
        "221",
    ),
    (
        "Die Tiefgarage auf Flurstück 231 ist über die Rampe auf Flurstück 232 anzufahren; der Eigentümer des Flurstücks 232 gestattet dies auf Dauer.",
        "232",
        "231",
    ),
    (
        "Der Kinderspielplatz für die Häuser auf den Flurstücken 241, 242 und 243 liegt auf Flurstück 244 und ist instand zu halten.",
        "244",
        "241,242,243",
    ),
    ("Feuerwehraufstellfläche auf Flurstück 251 zugunsten Flurstück 252.", "251", "252"),
    (
        "Die Notleiter am Gebäude Flurstück 261 darf auf Flurstück 262 herabgeführt werden; der Fluchtweg ist freizuhalten.",
        "262",
        "261",
    ),
    (
        "Ich verpflichte mich, den über mein Grundstück Gemarkung Norf, Flur 4, Flurstück 33 führenden Weg den Eigentümern der Flurstücke 34 und 35 zur Benutzung offenzuhalten.",
        "33",
        "34,35",
    ),
    (
        "Die Eigentümer der Parzelle 81 räumen den Eigentümern der Parzelle 82 ein Notwegerecht in 3 m Breite ein.",
        "81",
        "82",
    ),
    (
        "Baulast zur Sicherung der Erschließung des Hinterliegergrundstücks Flurstück 45/2 über das Vorderliegergrundstück Flurstück 45/1.",
        "45/1",
        "45/2",
    ),
    (
        "Das Flurstück 61 ist über das Flurstück 60 an den Mühlenweg angeschlossen. Der Eigentümer des Flurstücks 60 hat die Benutzung der 4 m breiten Fahrspur zu gestatten.",
        "60",
        "61",
    ),
    (
        "Die Hälfte der Einfahrt auf Flst. 23 steht dem Nachbarn (Flst. 24) zur Mitbenutzung zu.",
        "23",
        "24",
    ),
    (
        "Der im Lageplan blau angelegte Grundstücksstreifen darf mit Rücksicht auf das Nachbargebäude auf Flst. 11 nicht bebaut werden (Bauwichübernahme auf Flst. 12).",
        "12",
        "11",
    ),
    (
        "Die Abstandfläche des Anbaus auf Parzelle 301 darf sich bis zu 1,20 m auf die Parzelle 302 erstrecken.",
        "302",
        "301",
    ),
    (
        "Verpflichtung, mit Gebäuden einen Abstand von 6 m zur Grenze des Flurstücks 88 einzuhalten. Belastetes Flurstück: 87.",
        "87",
        "88",
    ),
    (
        "Auf Flurstück 14 sind vier Pkw-Stellplätze anzulegen, die ausschließlich den Benutzern des Ladenlokals auf Flurstück 15 dienen.",
        "14",
        "15",
    ),
    (
        "Ablösung der Stellplatzverpflichtung: Der Garagenhof Flurstück 200 wird mit 6 Garagen zugunsten der Eigentumswohnungen Flurstück 201 belastet.",
        "200",
        "201",
    ),
    (
        "Die Kundenparkplätze auf dem Grundstück Flst. 71 sind während der Öffnungszeiten der Gaststätte auf Flst. 70 bereitzustellen.",
        "71",
        "70",
    ),
    (
        "Die vorbezeichneten Flurstücke 8, 9 und 10 gelten im Sinne der Bauordnung als ein Grundstück.",
        "8,9,10",
        "",
    ),
    (
        "Die Eigentümer erklären, daß die Flurstücke 101 und 102 auf Dauer eine wirtschaftliche Einheit bilden und bauaufsichtlich als Einheit zu betrachten sind.",
        "101,102",
        "",
    ),
    (
        "Die Flurstücke 55 bis 57 dürfen bauordnungsrechtlich nur gemeinsam beurteilt werden, so als ob die Grenzen zwischen ihnen nicht beständen.",
        "55,56,57",
        "",
    ),
    (
        "Durch das Flurstück 40 führt die Kanalleitung des Flurstücks 41; sie darf weder beseitigt noch überbaut werden.",
        "40",
        "41",
    ),
    (
        "Der Eigentümer des Flurstücks 61 gestattet die Verlegung der Gas- und Wasserleitung zum Flurstück 62 in seinem Grundstück.",
        "61",
        "62",
    ),
    (
        "Verpflichtung zur Aufnahme der Abwässer des Flurstücks 19 in die Grundstückskläranlage auf Flurstück 20.",
        "20",
        "19",
    ),
    (
        "Wird auf Flurstück 75 gebaut, muß das Gebäude an der Grenze zu Flurstück 76 in gleicher Höhe und Tiefe wie das dortige Haus errichtet werden.",
        "75",
        "76",
    ),
    (
        "Grenzbebauung: Der Eigentümer des Flurstücks 131 hat an die auf Flurstück 130 errichtete Grenzgarage anzubauen.",
        "131",
        "130",
    ),
    (
        "Bereitstellung eines Kinderspielplatzes (60 qm) auf Flurstück 90 für die Häuser Flurstücke 91 und 92.",
        "90",
        "91,92",
    ),
    (
        "Auf Flst. 17 muß zu der Scheune auf Flst. 18 ein Brandabstand von 10 m gewahrt bleiben.",
        "17",
        "18",
    ),
    (
        "Die Außenwand des Lagergebäudes auf Flst. 21 ist als Brandwand herzustellen, sobald auf Flst. 22 gebaut wird.",
        "21",
        "22",
    ),
    (
        "Über den Hof des Flurstücks 31 muß die Feuerwehr das Rückgebäude auf Flurstück 32 jederzeit erreichen können; die Durchfahrt ist freizuhalten.",
        "31",
        "32",
    ),
    (
        "Der Laubengang auf Flurstück 44 dient den Wohnungen im Obergeschoß des Hauses Flurstück 45 als Fluchtweg.",
        "44",
        "45",
    ),
    ("Das Dachgeschoß im Hause auf Flurstück 13 darf nicht als Wohnung genutzt werden.", "13", ""),
    (
        "Das auf Parzelle 14 zu errichtende Wohnhaus darf nur von dem Betriebsinhaber oder seinem Betriebsleiter bewohnt werden.",
        "14",
        "",
    ),
    (
        "Die Reithalle auf Flst. 77 darf nur im Rahmen des landwirtschaftlichen Betriebes genutzt werden.",
        "77",
        "",
    ),
    (
        "Der Eigentümer der Hofstelle Flurstück 12 verpflichtet sich, im Außenbereich keine weiteren Wohngebäude zu errichten.",
        "12",
        "",
    ),
    (
        "Auf Flurstück 66 wird für die Dauer der Bebauung des Flurstücks 67 auf 120 qm anrechenbare Grundstücksfläche verzichtet (GFZ-Nachweis).",
        "66",
        "67",
    ),
    (
        "Die bebaubare Fläche des Flurstücks 70 wird um 80 qm vermindert, die dem Flurstück 71 bei der Ermittlung der Grundflächenzahl zugute kommen.",
        "70",
        "71",
    ),
    (
        "Die vorhandene Baracke auf Flurstück 9 ist nach Ablauf von fünf Jahren zu beseitigen.",
        "9",
        "",
    ),
    (
        "Die Stützmauer entlang der Grenze des Flurstücks 7 ist vom jeweiligen Eigentümer des Flurstücks 6 dauernd zu unterhalten.",
        "6",
        "7",
    ),
    (
        "Auf Flurstück 51 ist eine mindestens 2 m hohe Hecke anzupflanzen und dauernd zu erhalten.",
        "51",
        "",
    ),
    (
        "Der Standplatz für Müllgefäße auf Flurstück 55 wird den Bewohnern der Flurstücke 56, 57 zur Verfügung gestellt.",
        "55",
        "56,57",
    ),
    ("Auf Flurstück 5 ist zum Schutz der Nachbarschaft eine Lärmschutzwand zu errichten.", "5", ""),
    ("Das Gewächshaus auf Flurstück 3 wird nur auf Widerruf geduldet.", "3", ""),
    (
        "Der Eigentümer von Flst. 31 überläßt dem Eigentümer von Flst. 32 einen 1,20 m breiten Fußweg entlang der Nordgrenze zur dauernden Mitbenutzung.",
        "31",
        "32",
    ),
    (
        "Das Wenden von Lastkraftwagen auf dem Hof von Flst. 41 durch den Betrieb auf Flst. 42 ist zu dulden.",
        "41",
        "42",
    ),
    (
        "Die private Stichstraße Flst. 50 dient der Erschließung der Flst. 51, 52 und 53 und ist von ihren Eigentümern zu unterhalten.",
        "50",
        "51,52,53",
    ),
    (
        "Zu Gunsten Flst. 61 verzichtet der Eigentümer von Flst. 60 auf die Einhaltung des gesetzlichen Bauwichs.",
        "60",
        "61",
    ),
    (
        "Die von dem Gebäude auf Flst. 70 ausgehende Abstandsfläche überdeckt eine Teilfläche von 12,5 qm des Flst. 71.",
        "71",
        "70",
    ),
    (
        "Flst. 81 ist auf einer Tiefe von 3 m längs der Grenze zu Flst. 80 von Bebauung freizuhalten.",
        "81",
        "80",
    ),
    (
        "Auf Flst. 90 ist ein Carport für zwei Pkw der Bewohner von Flst. 91 zu belassen.",
        "90",
        "91",
    ),
    (
        "Nachweis von 10 Einstellplätzen für das Altenheim Flst. 101 auf dem Parkdeck Flst. 100.",
        "100",
        "101",
    ),
    (
        "Die Grundstücke Flst. 110/1 und 110/2 werden zu einer baurechtlichen Einheit zusammengefaßt.",
        "110/1,110/2",
        "",
    ),
    (
        "Für die Beurteilung nach Bauordnungsrecht sind die Flst. 120 bis 122 als ein Grundstück anzusehen.",
        "120,121,122",
        "",
    ),
    (
        "Die Wasser-, Gas- und Stromversorgung von Flst. 131 erfolgt durch Flst. 130; Leitungen und Hausanschlüsse sind zu dulden.",
        "130",
        "131",
    ),
    (
        "Die gemeinsame Sickergrube auf Flst. 140 darf von Flst. 141 mitbenutzt werden.",
        "140",
        "141",
    ),
    (
        "Flst. 150 ist bei einer Neubebauung grenzständig an das Haus Flst. 151 anzuschließen (Anbaupflicht).",
        "150",
        "151",
    ),
    ("Auf Flst. 160 wird eine Spielfläche von 45 qm für Flst. 161 vorgehalten.", "160", "161"),
    (
        "Zu den Fenstern im Giebel des Hauses Flst. 171 ist auf Flst. 170 ein feuerpolizeilicher Abstand von 5 m zu wahren.",
        "170",
        "171",
    ),
    (
        "Im Brandfall darf die Feuerwehr die Zufahrt über Flst. 180 zum Anleitern des Hauses Flst. 181 benutzen.",
        "180",
        "181",
    ),
    (
        "Die Betriebsleiterwohnung auf Flst. 190 darf nicht vom Betrieb getrennt veräußert werden.",
        "190",
        "",
    ),
    (
        "Die Scheune auf Flst. 191 darf nur zur Lagerung landwirtschaftlicher Erzeugnisse verwendet werden.",
        "191",
        "",
    ),
    ("Flst. 200 gibt 75 qm Geschoßfläche an Flst. 201 ab.", "200", "201"),
    (
        "Bei der Ausnutzung des Flst. 210 sind 110 qm abzusetzen, die auf Flst. 211 angerechnet worden sind.",
        "210",
        "211",
    ),
    ("Der Schuppen auf Flst. 220 ist bei Straßenausbau ohne Entschädigung abzureißen.", "220", ""),
    ("Die Grenzmauer auf Flst. 221 ist standsicher zu halten.", "221", ""),
    ("Duldung der von der Tennisanlage ausgehenden Geräusche auf Flst. 222.", "222", ""),
    # the noun stands before Gemarkung and Flur as well
    (
        "Die Abstandfläche des Neubaus auf den Flurstücken Gemarkung Norf, Flur 4, Flurstücke 575 und 576 liegt mit 3,00 m auf dem Flurstück Gemarkung Norf, Flur 4, Flurstück 725.",
        "725",
        "575,576",
    ),
    (
        "Auf der Parzelle Gemarkung Norf Flur 4 Nr. 553 ist eine Garage an die Grenzgarage der Parzelle Gemarkung Norf Flur 4 Nr. 795 zu setzen.",
        "553",
        "795",
    ),
    (
        "Unterschreitung des Grenzabstandes durch den Stall der Parzelle Gemarkung Norf, Flur 4, Parz. 489 um 4,00 m; den Ausgleich hat der Eigentümer der Parzelle Gemarkung Norf, Flur 4, Parz. 725 zu schaffen.",
        "725",
        "489",
    ),
    (
        "Der Rettungsweg aus dem Hause auf Flst. 508 über das Garagendach auf Flst. 324 ist zu dulden.",
        "324",
        "508",
    ),
    (
        "Der Regenwasserkanal von Flst. 447 durch Flst. 1017 bis zur Straße ist zu dulden.",
        "1017",
        "447",
    ),
    (
        "Zwischen dem Stall auf Flst. 223 und künftigen Bauten auf Flst. 247 sind 5 m einzuhalten.",
        "247",
        "223",
    ),
    (
        "Die Garage auf Flst. 305 ist an die vorhandene Garage auf Flst. 962 anzubauen.",
        "305",
        "962",
    ),
    (
        "Auf unserem im Grundbuch von Norf Blatt 21 verzeichneten Grundbesitz Flst. 12 übernehmen wir als Baulast: Der Hof ist für die Bewohner des Flst. 13 begehbar zu halten.",
        "12",
        "13",
    ),
    (
        "Nutzungsbeschränkung: Die Räume im Dachgeschoß auf Flst. 701 und 707 dürfen nicht zu Aufenthaltszwecken genutzt werden.",
        "701,707",
        "",
    ),
    (
        "Belastung des Flurstücks Flst. 876 mit einem seitlichen Grenzabstand, der um 2,75 m über das gesetzliche Maß hinausgeht, weil auf dem Flurstück 608 bis an die Grenze gebaut wurde.",
        "876",
        "608",
    ),
    (
        "Auf Flst. 896 liegen Versorgungsleitungen (Wasser, Strom, Gas) der Grundstücke Flst. 1006 u. 1010.",
        "896",
        "1006,1010",
    ),
    ("Der Vorgarten auf Flst. 223 ist gärtnerisch zu gestalten und zu erhalten.", "223", ""),
]
# Wordings that leave a side open unless the sheet's header tells.
OPEN = (
    "auf Flurstück 140 darf ohne Grenzabstand",
    "durch einen 2 m breiten Weg anzubinden",
    "an den Mühlenweg angeschlossen",
    "Die Kundenparkplätze",
    "Die Außenwand des Lagergebäudes",
)
TOLD = [row for row in WORDINGS if not any(start.lower() in row[0].lower() for start in OPEN)]


def context(burdened: str = "") -> Context:
    plots = tuple(Plot(parcel=Parcel.parse("Norf", "4", n)) for n in burdened.split(",") if n)
    return Context(gemarkung="Norf", flur="4", plots=plots)


def numbers(readings: tuple[Reading, ...], name: FieldName) -> str:
    named = [r.plot.parcel.number for r in readings if r.name is name and r.plot]
    return ",".join(dict.fromkeys(named))


@pytest.mark.parametrize(("text", "burdened", "benefited"), WORDINGS)
def test_with_the_header_both_sides_are_told(text, burdened, benefited, nlp):
    """With the sheet's parcels known, both sides of every wording are read right."""
    found = find(text, nlp, context(burdened))
    assert numbers(found, FieldName.BURDENED) == burdened
    assert numbers(found, FieldName.BENEFITED) == benefited


def test_owners_who_all_seem_served_are_asked_about(nlp):
    """Where an owner is named and every parcel seems to benefit, none is believed in silence."""
    text = "Zugunsten Flurstück 802, dem Eigentümer des Flurstücks 801 obliegt die Überfahrt."
    plots = [reading for reading in find(text, nlp, context()) if reading.plot is not None]
    assert len(plots) == 2
    assert all(reading.problems for reading in plots)


@pytest.mark.parametrize(("text", "burdened", "benefited"), TOLD)
def test_the_words_alone_tell_the_sides(text, burdened, benefited, nlp):
    """Where no header is known, as in a declaration, the words around a parcel tell its side."""
    found = find(text, nlp, context())
    assert numbers(found, FieldName.BURDENED) == burdened
    assert numbers(found, FieldName.BENEFITED) == benefited


@pytest.mark.parametrize(
    "text",
    [
        "Auf dem vorgenannten Grundstück sind 3 Stellplätze für das Grundstück Flurstück 9 anzulegen.",
        "Der jeweilige Eigentümer des o.a. Grundstücks duldet die Leitung des Grundstücks Flurstück 9.",
        "Über das vorstehend bezeichnete Grundstück wird dem Grundstück Flurstück 9 die Zufahrt eingeräumt.",
        "Abstandsflächenbaulast auf dem vorbezeichneten Grundstück zugunsten des Grundstücks Flurstück 9.",
        "Die Benutzung der Garagen auf dem belasteten Grundstück durch die Nutzer des Grundstücks Flurstück 9",
        "Auf dem vorbezelchneten Gruudstück ist ein Bauwich gegenüber dem Grundstück Flurstück 9 einzuhalten.",
    ],
)
def test_the_above_plot_is_the_sheets(text, nlp):
    """A text that points back burdens the plots of the sheet, and what it names is benefited."""
    found = find(text, nlp, context("7"))
    assert numbers(found, FieldName.BURDENED) == "7"
    assert numbers(found, FieldName.BENEFITED) == "9"


def test_a_text_points_back_to_a_plot_that_no_header_tells(nlp):
    """Where the header is lost, the plot that is named for the above one's sake is not burdened."""
    text = "353 qm des vorgenannten Grundstücks gelten als Baulandfläche des Flurstücks 9."
    found = find(text, nlp, context())
    assert numbers(found, FieldName.BURDENED) == ""
    assert numbers(found, FieldName.BENEFITED) == "9"


def test_the_above_plot_of_a_declaration_is_the_declarants_own(nlp):
    """Without a sheet's header "den vorbezeichneten Grundstücken" points to what the text named."""
    text = (
        "Ich bin Eigentümer des Grundbesitzes Gemarkung Norf, Flur 4 Nr. 454 und 457, eingetragen "
        "im Grundbuch von Norf Blatt 12. Der Nachweis von 2 Stellplätzen für das Grundstück "
        "Gemarkung Norf, Flur 4 Nr. 419/24 wird auf den vorbezeichneten Grundstücken geführt."
    )
    found = [r for r in find(text, nlp, Context()) if r.plot is not None]
    sides = {r.plot.parcel.number: r.name for r in found}
    assert sides == {
        "454": FieldName.BURDENED, "457": FieldName.BURDENED, "419/24": FieldName.BENEFITED,
    }  # fmt: skip


def test_a_sheets_own_plot_is_burdened_where_another_alone_is_named(nlp):
    """What serves the house on plot 9: on a sheet that is kept for plot 7, plot 7 is burdened."""
    text = "Anlegung von 3 Stellplätzen für das Bauvorhaben auf Flurstück 9."
    found = find(text, nlp, context("7"))
    assert numbers(found, FieldName.BURDENED) == ""  # the header's
    assert numbers(found, FieldName.BENEFITED) == "9"


@pytest.mark.parametrize(
    "text",
    [
        "Der Eigentümer duldet die Abstandfläche des auf Flurstück 9 errichteten Wohnhauses.",
        "Der Eigentümer hat die Zufahrt zu dem Flurstück 9 freizuhalten, Breite 3,50 m.",
        "Der Eigentümer duldet die Verlegung einer Wasserleitung zum Hof auf Flurstück 9.",
        "Der Eigentümer duldet den Giebel des Hauses auf Flurstück 9 an der Grenze.",
        "Der Eigentümer duldet Geruchsimmissionen der Hofstelle auf Flurstück 9.",
        "Auf dem Grundstück dürfen keine Fenster zum Flurstück 9 hin eingebaut werden.",
        "Die Fläche vor der Brandwand des Nachbarhauses (Flst. 9) darf nicht bebaut werden.",
        "Die gemeinsame Giebelwand zu Flurstück 9 ist zu erhalten und beim Abbruch zu sichern.",
        "Der Eigentümer hat die Müllbehälter der Bewohner des Flurstücks 9 zu dulden.",
    ],
)
def test_what_stands_next_door_is_served_by_the_sheets_own_plot(text, nlp):
    """A neighbour's house, window or gable that is put up with burdens the plot of the sheet."""
    found = find(text, nlp, context("7"))
    assert numbers(found, FieldName.BURDENED) == ""  # the header's
    assert numbers(found, FieldName.BENEFITED) == "9"


@pytest.mark.parametrize(
    "text",
    [
        "Das Flurstück 7 grenzt an Flurstück 8. Der Eigentümer duldet die Zufahrt zum Flurstück 9.",
        "Der Eigentümer des Flurstücks 7 gestattet den Zugang zum Flurstück 9 neben dem Flurstück 8.",
        "Auf Flurstück 7 ist der Streifen zwischen dem Flurstück 8 und der Straße für Flurstück 9 freizuhalten.",
        "Das an Flurstück 8 angrenzende Flurstück 7 dient dem Flurstück 9 als Zufahrt.",
        "Der Eigentümer des Flurstücks 7 duldet die Zufahrt zum Flurstück 9. Im Grundbuch ist eine Grunddienstbarkeit zugunsten Flurstück 8 eingetragen.",
    ],
)
def test_what_only_borders_or_has_another_right_is_on_no_side(text, nlp):
    """A parcel that tells where something is, or a right of the land register, serves nobody here."""
    found = find(text, nlp, context("7"))
    assert numbers(found, FieldName.BURDENED) == "7"
    assert numbers(found, FieldName.BENEFITED) == "9"


def test_a_neighbour_that_alone_is_named_beside_something_is_served(nlp):
    """Where no other plot is named, "neben Flurstück 9" is how the served one is told."""
    found = find("Der Bauwich neben dem Flurstück 9 ist freizuhalten.", nlp, context("7"))
    assert numbers(found, FieldName.BENEFITED) == "9"


@pytest.mark.parametrize(
    "text",
    [
        "Der Eigentümer des Flurstücks 5 hat dem Flurstück 7 die Mitbenutzung der Kläranlage zu gestatten.",
        "Auf aus Flurstück 5 künftigem Flurstück A ist ein Müllplatz für das Flurstück 7 einzurichten.",
    ],
)
def test_of_a_sheets_own_plots_one_may_serve_the_other(text, nlp):
    """The words part the plots of one sheet, and a person is asked."""
    found = find(text, nlp, context("5,7"))
    assert numbers(found, FieldName.BURDENED) == "5"
    assert numbers(found, FieldName.BENEFITED) == "7"
    (served,) = (r for r in found if r.name is FieldName.BENEFITED)
    assert served.problems


def test_owners_that_declare_together_are_all_burdened(nlp):
    """Here "… und die Eigentümer des Flurstücks 8" owe as well, though the sheet is kept for one plot."""
    text = "Die Eigentümer des Flurstücks 7 und die Eigentümer des Flurstücks 8 gestatten den Eigentümern des Flurstücks 9 die Benutzung des Weges."
    found = find(text, nlp, context("7"))
    assert numbers(found, FieldName.BURDENED) == "7,8"
    assert numbers(found, FieldName.BENEFITED) == "9"


def test_what_another_plot_takes_the_place_of_is_on_no_side(nlp):
    """Here "An die Stelle der Flurstücke 12 und 13" tells where a plot came from."""
    text = "Im Flurbereinigungsverfahren ist an die Stelle der Flurstücke 12 und 13 das Flurstück 118 getreten."
    found = find(text, nlp, context())
    assert numbers(found, FieldName.PARCEL) == "12,13"


@pytest.mark.parametrize(
    "text",
    [
        "Vereinigungsbaulast: Die Grundstücke Flurstücke 5 und 6 gelten als ein Baugrundstück.",
        "Bauordnungsrechtliche Vereinigung der Grundstücke Flurstück 5 sowie Flurstück 6.",
        "Das Baugrundstück besteht aus den Grundstücken Flst. 5 u. 6.",
    ],
)
def test_plots_that_burden_themselves_are_all_burdened(text, nlp):
    """A Vereinigung has no benefited side."""
    found = find(text, nlp, context())
    assert numbers(found, FieldName.BURDENED) == "5,6"
    assert numbers(found, FieldName.BENEFITED) == ""


def test_a_right_beside_a_vereinigung_is_asked_about(nlp):
    """Who is given a right beside plots that count as one is not one of them for sure."""
    text = "Die Eigentümer der Flurstücke 5 und 6 behandeln diese als ein Grundstück und haben dem Flurstück 7 die Zufahrt zu gewähren."
    (served,) = (r for r in find(text, nlp, context()) if r.plot and r.plot.parcel.number == "7")
    assert served.problems


@pytest.mark.parametrize(
    "text",
    [
        "Zufahrt Flurstück 5: Flurstück 6.",
        "Zuwegung. Flurstück 5. Vgl. Flurstück 6.",
        "Brandabstand zwischen der Halle auf Flurstück 5 und der Scheune auf Flurstück 6.",
    ],
)
def test_an_open_side_is_doubted(text, nlp):
    """Where no word tells a side, the reading is doubted and not silently one of the two."""
    for reading in find(text, nlp, context()):
        if reading.plot:
            assert DoubtReason.AMBIGUOUS in [p.reason for p in reading.problems]


def test_former_numbers_are_on_no_side(nlp):
    """A number that the cadastre has replaced is kept as a parcel without a side."""
    found = find("Zu Lasten des Flurstücks 1012 (früher Flurstück 345)", nlp, context())
    assert numbers(found, FieldName.BURDENED) == "1012"
    assert numbers(found, FieldName.PARCEL) == "345"


@pytest.mark.parametrize(
    ("text", "burdened"),
    [
        ("Zu Lasten der Flurstücke 160/2 (früher 12/3) und 170", "160/2,170"),
        ("Zu Lasten der Flurstücke 1012 (früher Flst. 345) und 1013", "1012,1013"),
        ("Zu Lasten der Flurstücke 22 sowie 23 (früher Teile von 8/2)", "22,23"),
        ("Zu Lasten der Flurstücke 847, 866, frühere Teile der Flurstücke 167 und 168", "847,866"),
        ("Zu Lasten des Flurstücks 345, jetzt 1012 und 1013", "345"),
        ("Zu Lasten der Flurstücke 24, früher 12/1, 25", "24,25"),
    ],
)
def test_a_list_goes_on_behind_what_a_parcel_came_from(text, burdened, nlp):
    """Former and later numbers are burdened by nothing, and end no list."""
    found = find(text, nlp, context())
    assert numbers(found, FieldName.BURDENED) == burdened
    assert numbers(found, FieldName.BENEFITED) == ""
