"""What the states of a dossier are called."""

from baulast.language import tr
from baulast.life import State

STATES = {
    State.IMPORTED: tr("aufgenommen", "imported"),
    State.IN_REVIEW: tr("in Durchsicht", "in review"),
    State.RELEASED: tr("freigegeben", "released"),
    State.TRANSFERRED: tr("abgegeben", "transferred"),
    State.CLOSED: tr("abgeschlossen", "closed"),
    State.WITHDRAWN: tr("zurückgezogen", "withdrawn"),
}
