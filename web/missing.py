"""What no search of the desk can find yet: counted here, or said by the towns themselves."""

from datetime import UTC, datetime, timedelta

from index.seam import Scope
from register.unsearched import Unsearched, unsearched, unsearched_shared
from web.desk import Desk

SHARED = "elasticsearch"  # the setting's name for the index that towns share


def missing(desk: Desk, town: str | None, scope: Scope) -> Unsearched:
    """Of a town, or of all that were searched."""
    if desk.settings.web.index == SHARED:
        max_age = timedelta(days=desk.settings.index.state_max_age_days)
        return unsearched_shared(scope, now=datetime.now(UTC), max_age=max_age)
    return unsearched(desk.home, desk.catalog_url, municipality=town)
