"""Lists what is to be labelled, as the manifest that Ground Truth reads."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

_LONGEST_NAME = 63
_MARK = "/"


class NothingToLabelError(ValueError):
    """There is not one object: a job would be refused by SageMaker, in worse words."""


class Objects(Protocol):
    def below(self, uri: str) -> Iterable[str]:
        """URIs of all objects, in an order that is always the same."""

    def write(self, uri: str, text: str) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Asked:
    reads: str
    writes: str
    execution: str


def list_unlabelled(asked: Asked, objects: Objects) -> Mapping[str, str]:
    """Asked again for the same execution it writes the same file, and names the same job."""
    found = [uri for uri in objects.below(asked.reads) if not uri.endswith(_MARK)]
    if not found:
        raise NothingToLabelError(f"nothing to label: no object below {asked.reads}")
    manifest = f"{asked.writes}/{asked.execution}.manifest"
    objects.write(manifest, _lines(found))
    return {"manifest": manifest, "job": _name(asked.execution), "objects": str(len(found))}


def _lines(uris: Sequence[str]) -> str:
    return "".join(f"{json.dumps({'source-ref': uri})}\n" for uri in uris)


def _name(execution: str) -> str:
    plain = re.sub(r"[^a-zA-Z0-9]+", "-", f"millrace-{execution}")
    return plain[:_LONGEST_NAME].strip("-")
