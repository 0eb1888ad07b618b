"""What each kind of encumbrance is called, for people and for the search (domain notes 3)."""

from baulast.model import Kind

# First the name that is shown, then other names in use; the old ones find the old sheets.
KIND_NAMES: dict[Kind, tuple[str, ...]] = {
    Kind.ZUFAHRT: ("Zufahrtsbaulast", "Erschließungsbaulast", "Wegebaulast", "Zuwegungsbaulast"),
    Kind.ABSTANDSFLAECHE: ("Abstandsflächenbaulast", "Abstandfläche", "Bauwich", "Grenzabstand"),
    Kind.STELLPLATZ: ("Stellplatzbaulast", "Einstellplatz", "Garagenbaulast"),
    Kind.VEREINIGUNG: ("Vereinigungsbaulast", "Zusammenlegungsbaulast"),
    Kind.LEITUNG: ("Leitungsbaulast", "Leitungsrecht", "Kanalrecht"),
    Kind.ANBAU: ("Anbaubaulast", "Anbauverpflichtung", "Grenzbebauung"),
    Kind.SPIELPLATZ: ("Spielplatzbaulast", "Kinderspielfläche"),
    Kind.BRANDSCHUTZ: ("Brandschutzbaulast", "Brandwandbaulast", "Brandabstand"),
    Kind.RETTUNGSWEG: ("Rettungswegbaulast", "Feuerwehrzufahrt", "Aufstellfläche"),
    Kind.NUTZUNG: ("Nutzungsbaulast", "Nutzungsbeschränkung", "Nutzungsbindung"),
    Kind.BAULICHES_MASS: ("Flächenbaulast", "Ausnutzungsbaulast", "Geschossflächenzahl"),
    Kind.SONSTIGE: ("Sonstige Baulast",),
    Kind.ENTWAESSERUNG: ("Entwässerungsbaulast", "Grundstückskläranlage"),
    Kind.HOFSTELLE: ("Hofstellenbindung", "Freiflächenbindung", "Bebauungsverzicht"),
    Kind.GEMEINSCHAFTSANLAGE: ("Gemeinschaftsanlage", "Müllplatz"),
    Kind.RUECKBAU: ("Rückbaubaulast", "Beseitigungsbaulast", "Abbruchverpflichtung"),
    Kind.STANDSICHERHEIT: ("Standsicherheitsbaulast", "gemeinsame Bauteile"),
    Kind.FREIHALTUNG: ("Freihaltungsbaulast", "Sichtdreieck", "Lichtbaulast"),
    Kind.IMMISSION: ("Immissionsbaulast", "Duldungsbaulast"),
    Kind.AUFLAGE: ("Auflage", "Bedingung", "Befristung"),
}
