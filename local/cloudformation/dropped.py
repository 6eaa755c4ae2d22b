"""The properties that the account was given and does not keep, for everybody to see."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Owner:
    """The resource that asked for the property."""

    stack: str
    logical_id: str
    type: str


@dataclass
class Dropped:
    """Kept per physical resource, so that a deleted one takes its complaints along."""

    _paths: dict[tuple[str, str], tuple[Owner, set[str]]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, owner: Owner, physical_id: str, paths: Iterable[str]) -> None:
        with self._lock:
            _, known = self._paths.setdefault((owner.type, physical_id), (owner, set()))
            known.update(paths)

    def forget(self, type_name: str, physical_id: str) -> None:
        with self._lock:
            self._paths.pop((type_name, physical_id), None)

    def listed(self) -> list[dict[str, str]]:
        with self._lock:
            found = {(owner, path) for owner, paths in self._paths.values() for path in paths}
        return [
            {"stack": owner.stack, "logical_id": owner.logical_id, "type": owner.type, "path": path}
            for owner, path in sorted(found)
        ]


DROPPED = Dropped()
