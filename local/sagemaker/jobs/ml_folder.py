"""/opt/ml of one container: where it lies on this machine, and where the container sees it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = "/opt/ml"


@dataclass(frozen=True)
class MlFolder:
    host: Path
    is_mounted: bool
    """Else this machine allows no mounts, and the container sees the folder where it lies."""

    @property
    def seen(self) -> str:
        return ROOT if self.is_mounted else str(self.host)

    def made(self, inside: str) -> Path:
        """The folder on this machine for a path such as model or /opt/ml/processing/input/x."""
        parts = Path(inside.removeprefix(ROOT).lstrip("/")).parts
        folder = self.host.joinpath(*(part for part in parts if part not in ("..", ".")))
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def write(self, inside: str, document: Any) -> None:
        path = self.made(str(Path(inside).parent)) / Path(inside).name
        path.write_text(json.dumps(document, indent=2, sort_keys=True))

    def read(self, inside: str) -> str:
        """Text of a file that the container may have left; what it is not is empty."""
        path = self.host / inside
        return path.read_text(errors="replace").strip() if path.is_file() else ""

    def translated(self, text: str) -> str:
        """A value given to the container, which may name files below /opt/ml."""
        return text if self.is_mounted else text.replace(f"{ROOT}/", f"{self.host}/")
