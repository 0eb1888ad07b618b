"""The script ``baulast`` is light for the workers that import it anew."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
from {module} import main
from batch.pool import WorkerPool
LOADED = "sorted({{'cli', 'console', 'rich', 'sqlalchemy'}} & set(__import__('sys').modules))"
if __name__ == "__main__":
    with WorkerPool(1, tasks_per_worker=9) as pool:
        print(pool.submit(eval, LOADED).result())
    main()
"""


def test_workers_load_no_commands(tmp_path: Path) -> None:
    """A worker that the installed script starts has no command line in it, and the script works."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, _, function = project["scripts"]["baulast"].partition(":")
    script = tmp_path / "baulast"
    script.write_text(SCRIPT.format(module=module))
    done = subprocess.run(
        [sys.executable, script, "--help"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    loaded, help_text = done.stdout.split("\n", 1)
    assert (function, loaded) == ("main", "[]")
    assert "auskunft" in help_text
