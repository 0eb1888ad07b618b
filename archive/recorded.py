"""Whether a transfer record speaks of the revision that it lies in.

It names PDF, reading and originals by hash, and an office may have signed it: whoever changes one
of these with all the lists that guard it, in a bag say, has the record against them.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from archive.manifest import Manifest
from archive.record import RECORD
from baulast.language import tr


def contradictions(revision: Path, manifest: Manifest) -> Iterator[str]:
    """What the record says otherwise than the manifest; nothing where there is none.

    Whether there should be one the manifest knows; the first release wrote none.
    """
    try:
        said = json.loads((revision / RECORD).read_bytes())
        made_of = {
            "dossier": (said["dossier"], manifest.id),
            "version": (said["version"], manifest.version),
            "previous_manifest": (said["previous_manifest"], manifest.previous),
            "originals": ({one["sha256"] for one in said["originals"]}, {*manifest.originals}),
        }
        kept = dict(manifest.files)
        made_of |= {name: (sha256, kept.get(name)) for name, sha256 in said["files"].items()}
    except OSError:
        return
    except (ValueError, LookupError, TypeError, AttributeError):
        yield tr("ist kein Transfervermerk", "is no transfer record")
        return
    for name, (recorded, there) in made_of.items():
        if recorded != there:
            yield tr(
                f"wurde über anderes geschrieben, als hier liegt ({name})",
                f"was written about other than what lies here ({name})",
            )
