"""One thing that will fail, and where it stands."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """What a rule points at: the resource, the property, and what was found there."""

    logical_id: str
    path: str = ""
    given: object = None


@dataclass(frozen=True)
class Finding:
    rule: str
    says: str
    stack: str
    logical_id: str
    """Empty: the template as a whole."""
    path: str
    given: str
    """What was found there, as a person reads it; empty where there is nothing to show."""

    @property
    def where(self) -> str:
        return ".".join(part for part in (self.stack, self.logical_id, self.path) if part)
