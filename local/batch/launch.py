"""Becomes the command of a job, once its limits are set and its file systems are mounted.

Run as a script by an interpreter without site-packages, so it imports nothing of ours.
"""

import ctypes
import json
import os
import resource
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

NOT_SET_UP = 125
"""As `docker run`, when it is not the command that failed."""

_NEW_MOUNTS, _NEW_USER = 0x0002_0000, 0x1000_0000
_READ_ONLY, _REMOUNT, _BIND, _RECURSIVE, _PRIVATE, _UNBINDABLE = (
    *(0x1, 0x20, 0x1000, 0x4000),
    *(0x4_0000, 0x2_0000),
)
_KEPT_FLAGS = os.ST_NOSUID | os.ST_NODEV | os.ST_NOEXEC
_LIVE = ("dev", "proc", "sys")


def main(spec: Mapping[str, Any]) -> None:
    _limit(spec["limits"])
    folder = Path.cwd()
    if spec["root"]:
        _leave_the_machine()
        _enter(Path(spec["root"]), spec)
        os.chdir(folder)
    os.execvp(spec["command"][0], spec["command"])  # noqa: S606 - it is what the job asks for


def _limit(limits: Mapping[str, Sequence[int]]) -> None:
    """A limit above that of the account itself becomes that of the account, but for root."""
    for name, (soft, hard) in limits.items():
        kind = getattr(resource, f"RLIMIT_{name.upper()}")
        try:
            resource.setrlimit(kind, (soft, hard))
        except (ValueError, OSError):
            _, most = resource.getrlimit(kind)
            low, high = (
                most if most >= 0 and not 0 <= one <= most else one for one in (soft, hard)
            )
            resource.setrlimit(kind, (low, high))


def _leave_the_machine() -> None:
    """Mounts of its own; who is not root needs a user namespace for that."""
    user, group = os.getuid(), os.getgid()
    libc = ctypes.CDLL(None, use_errno=True)
    if user or libc.unshare(_NEW_MOUNTS):
        _checked(libc.unshare(_NEW_MOUNTS | _NEW_USER), "unshare")
        with suppress(OSError):
            Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    _mount(None, Path("/"), _RECURSIVE | _PRIVATE)


def _enter(root: Path, spec: Mapping[str, Any]) -> None:
    _mount("tmpfs", root, 0, "mode=755")
    _mount(None, root, _UNBINDABLE)
    targets = [Path(one["target"]) for one in (*spec["binds"], *spec["tmpfs"])]
    bound = list(_mirrored(Path("/"), root, targets))
    if spec["is_read_only"]:
        for place in (root, *(one for one in bound if one.name not in _LIVE)):
            _mount_read_only(place)
    for one in spec["binds"]:
        place = root / one["target"].lstrip("/")
        _mount(one["source"], place, _BIND | _RECURSIVE)
        if one["is_read_only"]:
            _mount_read_only(place)
    for one in spec["tmpfs"]:
        _mount("tmpfs", root / one["target"].lstrip("/"), 0, f"size={one['size_mib']}m")
    for path in spec["keeps"]:
        _keep(Path(path), root, is_read_only=spec["is_read_only"])
    os.chroot(root)


def _mirrored(old: Path, new: Path, targets: Sequence[Path]) -> Iterator[Path]:
    """The machine's folder again, with a place for each target that the machine does not have."""
    missing = [one for one in targets if one.is_relative_to(old) and not one.is_dir()]
    for entry in os.scandir(old):
        place = new / entry.name
        below = [one for one in missing if one.is_relative_to(entry.path)]
        if entry.is_symlink():
            place.symlink_to(Path(entry.path).readlink())
        elif entry.is_dir() and below:
            place.mkdir()
            yield from _mirrored(Path(entry.path), place, below)
        else:
            place.mkdir() if entry.is_dir() else place.touch()
            _mount(entry.path, place, _BIND | _RECURSIVE)
            yield place
    for one in missing:
        (new / one.relative_to(old)).mkdir(parents=True, exist_ok=True)


def _keep(path: Path, root: Path, *, is_read_only: bool) -> None:
    """The command and its folder must be there even if a volume lies over them."""
    place = root / str(path).lstrip("/")
    if not place.exists() or not place.samefile(path):
        place.mkdir(parents=True, exist_ok=True)
        _mount(str(path), place, _BIND | _RECURSIVE)
        if is_read_only:
            _mount_read_only(place)


def _mount_read_only(place: Path) -> None:
    flags = os.statvfs(place).f_flag & _KEPT_FLAGS
    _mount(None, place, _REMOUNT | _BIND | _READ_ONLY | flags)


def _mount(source: str | None, target: Path, flags: int, options: str = "") -> None:
    kind = b"tmpfs" if source == "tmpfs" else None
    libc = ctypes.CDLL(None, use_errno=True)
    found = libc.mount(
        source.encode() if source else None,
        str(target).encode(),
        kind,
        ctypes.c_ulong(flags),
        options.encode() or None,
    )
    _checked(found, f"mount {source or ''} {target}")


def _checked(result: int, what: str) -> None:
    if result:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


if __name__ == "__main__":
    try:
        main(json.loads(sys.argv[1]))
    except OSError as error:
        print(f"the local account cannot set up the container: {error}", file=sys.stderr)
        sys.exit(NOT_SET_UP)
