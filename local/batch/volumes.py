"""Where the volumes of jobs are on this machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.batch.access_points import AccessPoints

_NETWORK = ("efs", "fsx", "lustre", "mnt")
"""Where instances mount network file systems; any other path is the instance's own disk."""


def _unknown(_access_point: str) -> None:
    """Nobody asks EFS."""


@dataclass(frozen=True)
class Volumes:
    shared: Path
    """The network file systems of the account: what one job writes, another reads."""
    own: Path
    """Of one attempt, gone with it."""
    access_points: AccessPoints = _unknown

    def folder(self, volume: Mapping[str, Any]) -> Path:
        """Made when it is first needed."""
        found = self._folder(volume)
        found.mkdir(parents=True, exist_ok=True)
        return found

    def _folder(self, volume: Mapping[str, Any]) -> Path:
        efs = volume.get("efsVolumeConfiguration")
        if efs:
            access_point = efs.get("authorizationConfig", {}).get("accessPointId")
            inside = self._begins(access_point) if access_point else efs.get("rootDirectory", "/")
            return _below(self.shared, f"{efs['fileSystemId']}/{inside}")
        if is_shared(volume):
            return _below(self.shared, _source(volume))
        return _below(self.own, volume["name"])

    def _begins(self, access_point: str) -> str:
        found = self.access_points(access_point)
        return access_point if found is None else found


def is_shared(volume: Mapping[str, Any]) -> bool:
    """Between jobs, and for as long as the account lasts."""
    top = _source(volume).strip("/").partition("/")[0]
    return "efsVolumeConfiguration" in volume or top in _NETWORK


def _source(volume: Mapping[str, Any]) -> str:
    return str(volume.get("host", {}).get("sourcePath", ""))


def _below(folder: Path, inside: str) -> Path:
    parts = [part for part in inside.split("/") if part not in ("", ".", "..")]
    return folder.joinpath(*parts)
