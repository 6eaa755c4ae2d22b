"""Questions to a synthesised assembly, in the words of the platform."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Properties = Mapping[str, Any]


@dataclass(frozen=True)
class Template:
    """One stack's template, as deployed."""

    path: Path
    body: Mapping[str, Any]

    @property
    def resources(self) -> Mapping[str, Mapping[str, Any]]:
        found: Mapping[str, Mapping[str, Any]] = self.body["Resources"]
        return found

    def of_type(self, type_: str) -> dict[str, Properties]:
        return {
            name: resource.get("Properties", {})
            for name, resource in self.resources.items()
            if resource["Type"] == type_
        }

    def only(self, type_: str) -> Properties:
        [found] = self.of_type(type_).values()
        return found

    def named(self, type_: str, prefix: str) -> Properties:
        [found] = [p for name, p in self.of_type(type_).items() if name.startswith(prefix)]
        return found

    def statements(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Every statement of an identity policy, with the logical id of the role it is for."""
        for policy in self.of_type("AWS::IAM::Policy").values():
            for statement in policy["PolicyDocument"]["Statement"]:
                for role in policy["Roles"]:
                    yield role["Ref"], statement

    def roles_allowed(self, action: str) -> list[str]:
        return sorted({role for role, s in self.statements() if action in as_list(s["Action"])})


@dataclass(frozen=True)
class Assembly:
    """The cloud assembly of one environment."""

    folder: Path

    def template(self, stack: str) -> Template:
        [path] = self.folder.glob(f"*-{stack}.template.json")
        return Template(path, json.loads(path.read_text()))

    @property
    def templates(self) -> list[Template]:
        return [
            Template(path, json.loads(path.read_text()))
            for path in sorted(self.folder.glob("*.template.json"))
        ]


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
