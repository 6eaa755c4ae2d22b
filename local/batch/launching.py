"""What must be arranged before a job's command can run: limits, mounts, a read-only root."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from local.batch import launch
from local.batch.outcome import NOT_STARTED, Outcome, StartError
from local.batch.volumes import Volumes, is_shared

_NOT_LIMITED = ("locks", "nproc")
"""Linux has no more of the first; the second would count what others run on this machine."""
TEMPORARY = "/tmp"  # noqa: S108 - in the container
_SHARED_MEMORY = "/dev/shm"  # noqa: S108 - it is where every container has it


@dataclass(frozen=True)
class Arrangement:
    limits: Mapping[str, Sequence[int]]
    binds: Sequence[Mapping[str, Any]]
    tmpfs: Sequence[Mapping[str, Any]]
    is_read_only: bool

    @classmethod
    def of(cls, container: Mapping[str, Any], volumes: Volumes) -> "Arrangement":
        named = {volume["name"]: volume for volume in container.get("volumes", [])}
        return cls(
            limits={
                one["name"]: (one["softLimit"], one["hardLimit"])
                for one in container.get("ulimits", [])
                if one["name"] not in _NOT_LIMITED
            },
            binds=[
                {
                    "source": str(volumes.folder(named[point["sourceVolume"]])),
                    "target": point["containerPath"],
                    "is_read_only": point.get("readOnly", False),
                    "is_shared": is_shared(named[point["sourceVolume"]]),
                }
                for point in container.get("mountPoints", [])
            ],
            tmpfs=list(_in_memory(container.get("linuxParameters", {}))),
            is_read_only=container.get("readonlyRootFilesystem", False),
        )

    @property
    def has_own_temporary(self) -> bool:
        return any(one["target"] == TEMPORARY for one in (*self.binds, *self.tmpfs))

    @property
    def needs_mounts(self) -> bool:
        return bool(self.binds or self.tmpfs or self.is_read_only)


def _in_memory(linux: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = [
        {"target": one["containerPath"], "size_mib": one["size"]} for one in linux.get("tmpfs", [])
    ]
    if "sharedMemorySize" in linux:
        found.append({"target": _SHARED_MEMORY, "size_mib": linux["sharedMemorySize"]})
    return found


class Launcher:
    """Runs commands as they are, or by way of the script that arranges things for them."""

    def __init__(self, python: Path) -> None:
        self._python = python

    def command(
        self, command: Sequence[str], arrangement: Arrangement, *, root: Path, path: str
    ) -> Sequence[str]:
        """Raises StartError if file systems that jobs share cannot be had on this machine."""
        mounts = arrangement.needs_mounts and self.has_mounts
        shared = [one["target"] for one in arrangement.binds if one["is_shared"]]
        if shared and not mounts:
            raise StartError(_no_mounts(shared))
        if not mounts and not arrangement.limits:
            return command
        if not command or shutil.which(command[0], path=path) is None:
            # Started as it is, it fails in the words for a command that is not there.
            return command
        return [*self._start, self._spec(command, arrangement, root if mounts else None)]

    @cached_property
    def has_mounts(self) -> bool:
        """Whether this machine lets a process have mounts of its own."""
        nothing = Arrangement({}, [], [{"target": "/millrace", "size_mib": 1}], is_read_only=False)
        with TemporaryDirectory(prefix="millrace-") as folder:
            spec = self._spec(["true"], nothing, Path(folder))
            tried = subprocess.run([*self._start, spec], capture_output=True, check=False, cwd="/")
        return tried.returncode == 0

    @property
    def _start(self) -> list[str]:
        return [str(self._python), "-I", "-S", launch.__file__]

    def _spec(self, command: Sequence[str], arrangement: Arrangement, root: Path | None) -> str:
        return json.dumps(
            {
                "command": list(command),
                "root": str(root) if root else None,
                "limits": {name: list(pair) for name, pair in arrangement.limits.items()},
                "binds": list(arrangement.binds),
                "tmpfs": list(arrangement.tmpfs),
                "is_read_only": arrangement.is_read_only,
                "keeps": [str(root.parent), sys.prefix, sys.base_prefix] if root else [],
            }
        )


def _no_mounts(targets: Sequence[str]) -> Outcome:
    return Outcome(
        status_reason=NOT_STARTED,
        reason=f"CannotStartContainerError: this machine allows no mount namespaces, which the "
        f"mount points {', '.join(targets)} need (unshare -rm true says whether it does)",
    )
