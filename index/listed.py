"""A sheet that exists on paper, as an office has listed it."""

from dataclasses import dataclass

from index.query import handle


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSheet:
    """A sheet that exists on paper."""

    municipality: str  # short name, as ids begin
    sheet: str
    gemarkung: str
    flur: str | None = None  # None: the list does not say
    box: str = ""
    shelf_mark: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.municipality, handle(self.sheet)
