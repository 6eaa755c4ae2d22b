"""The emulator's own provisioners, held to CloudFormation's schemas and asked what they dropped."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from local.cloudformation.completions import COMPLETIONS
from local.cloudformation.completions.completion import Completion
from local.cloudformation.dropped import DROPPED, Owner
from local.cloudformation.pretended import KEPT, PRETENDED
from local.cloudformation.schemas import schema_of
from local.cloudformation.watched import Watched, unread

Properties = Mapping[str, Any]
Provisioned = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Guarded:
    """One resource type as the emulator serves it, with our eyes on it."""

    type: str
    handlers: Mapping[str, Any]

    def create(self, logical_id: str, properties: Properties, stack: str) -> Provisioned:
        self._check(properties)
        seen = Watched(properties)
        physical_id, attributes = self.handlers["create"](logical_id, seen, stack)
        self._complete(physical_id, {}, properties, on_failure=self.handlers.get("delete"))
        self._note(Owner(stack, logical_id, self.type), physical_id, {}, seen)
        return physical_id, attributes

    def update(
        self, physical_id: str, old: Properties, new: Properties, stack: str, logical_id: str
    ) -> Provisioned:
        self._check(new)
        seen = Watched(new)
        named = (logical_id,) if self.handlers.get("update_with_logical_id") else ()
        updated, attributes = self.handlers["update"](physical_id, old, seen, stack, *named)
        self._complete(updated, old if updated == physical_id else {}, new)
        self._note(Owner(stack, logical_id, self.type), updated, old, seen)
        return updated, attributes

    def delete(self, physical_id: str, properties: Properties, *logical_id: str) -> None:
        self.handlers["delete"](physical_id, properties, *logical_id)
        DROPPED.forget(self.type, physical_id)

    def _check(self, properties: Properties) -> None:
        schema = schema_of(self.type)
        if schema is not None:
            schema.check(properties)

    def _complete(
        self,
        physical_id: str,
        old: Properties,
        new: Properties,
        *,
        on_failure: Callable[[str, Properties], None] | None = None,
    ) -> None:
        try:
            for name, complete in self._completions.items():
                if old.get(name) != new.get(name):
                    complete(physical_id, old.get(name), new.get(name))
        except BaseException:
            if on_failure is not None:
                on_failure(physical_id, new)
            raise

    def _note(self, owner: Owner, physical_id: str, old: Properties, seen: Watched) -> None:
        pretended = PRETENDED.get(self.type, frozenset()) & seen.given
        paths = [path for path in (*unread(seen), *pretended) if self._is_news(path, old, seen)]
        if paths:
            DROPPED.add(owner, physical_id, paths)

    def _is_news(self, path: str, old: Properties, new: Watched) -> bool:
        top = path.partition(".")[0].removesuffix("[]")
        is_kept = path.startswith(KEPT.get(self.type, ("\0",)))
        return not is_kept and top not in self._completions and old.get(top) != dict.get(new, top)

    @property
    def _completions(self) -> Mapping[str, Completion]:
        return COMPLETIONS.get(self.type, {})


def guard(type_name: str, handlers: Mapping[str, Any]) -> dict[str, Any]:
    """The same table entry as before, with the three verbs that matter wrapped."""
    guarded = Guarded(type_name, handlers)
    wrapped = {"create": guarded.create, "update": guarded.update, "delete": guarded.delete}
    kept = {verb: function for verb, function in wrapped.items() if verb in handlers}
    return {**handlers, **kept, "update_with_logical_id": True}
