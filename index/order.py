"""In which order hits are listed: the surest first, then as the cadastre numbers them (pure)."""

from baulast.model import Parcel
from index.cadastre import flur_key
from index.seam import Mention


def parcel_order(parcel: Parcel) -> tuple[str, bool, int, str, int, int]:
    """Gemarkung, Flur (numbers before letters), number."""
    flur = flur_key(parcel.flur) if parcel.flur else ""
    number = int(flur) if flur.isdecimal() else 0
    place = (parcel.gemarkung or "", not flur.isdecimal(), number, flur)
    return (*place, parcel.zaehler, parcel.nenner or 0)


def order_key(parcel: Parcel) -> str:
    """Text that sorts as ``parcel_order`` does."""
    gemarkung, is_lettered, number, flur, zaehler, nenner = parcel_order(parcel)
    return f"{gemarkung}\t{is_lettered:d}{number:06}{flur}\t{zaehler:08}/{nenner:08}"


def mention_order(mention: Mention) -> tuple[object, ...]:
    """Sorts pages that merely name a parcel."""
    found = mention.match.found
    page = found.place.page if found.place else 0
    return (mention.match.nearness, mention.dossier, mention.version, page, str(found.parcel))
