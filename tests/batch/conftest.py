"""Worker processes import what they are to do by name, so the folder of it must be known."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
