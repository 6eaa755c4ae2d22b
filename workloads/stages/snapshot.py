"""The data as it is now, kept: what the later stages read does not change under them."""

import hashlib
import json
import shutil
from pathlib import Path

from workloads.stages.tables import files_of


def keep(given: Path, made: Path) -> dict[str, str]:
    """Copies each file, and leaves a manifest of their SHA-256 sums; names of folders are kept."""
    sums = {}
    for file in files_of(given):
        name = file.relative_to(given)
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, made / name)
        sums[name.as_posix()] = hashlib.sha256((made / name).read_bytes()).hexdigest()
    (made / "_manifest.json").write_text(json.dumps({"files": sums}, indent=1), "utf-8")
    return sums
