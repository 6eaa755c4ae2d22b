"""A synthesised template, read so that no rule can stumble over one it does not know."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rules.assets import Asset
from rules.facts import NO_FACTS, Facts
from rules.finding import Place
from rules.intrinsics import NOTHING, resolve
from rules.value import UNKNOWN, Reference, Text, Unknown, listed, mapping, text

_REGION = "AWS::Region"


@dataclass(frozen=True, eq=False)
class Resource:
    template: "Template"
    logical_id: str
    body: Mapping[str, Any]

    @property
    def type(self) -> str:
        return text(self.body.get("Type"))

    @cached_property
    def properties(self) -> object:
        return resolve(self.body.get("Properties"), self.template)

    def get(self, path: str) -> Any:
        """What is known of the property: None where it is not written. A number is a place."""
        value: Any = self.properties
        for name in path.split("."):
            if isinstance(value, Unknown):
                return UNKNOWN
            if isinstance(value, list):
                value = value[int(name)] if name.isdecimal() and int(name) < len(value) else None
            else:
                value = mapping(value).get(name)
        return value

    def items(self, path: str) -> list[Any]:
        return listed(self.get(path))

    def tables(self, path: str) -> list[dict[str, Any]]:
        """The items that are mappings; what is not known is left out."""
        return [item for item in self.items(path) if isinstance(item, dict)]

    def at(self, path: str = "", given: object = None) -> Place:
        return Place(self.logical_id, path, given)

    def is_target_of(self, value: object) -> bool:
        return self.template.stack == getattr(value, "stack", None) and (
            self.logical_id == getattr(value, "logical_id", None)
        )


@dataclass(frozen=True, eq=False)
class Template:
    stack: str
    body: object
    region: str | None = None
    account: str | None = None
    size: int = 0
    """Bytes of the file, 0 where it was not read from one."""
    assembly: "Assembly" = field(default_factory=lambda: Assembly(()), repr=False)

    @property
    def facts(self) -> Facts:
        return self.assembly.facts

    def section(self, name: str) -> dict[str, Any]:
        return {str(key): value for key, value in mapping(mapping(self.body).get(name)).items()}

    @cached_property
    def resources(self) -> Mapping[str, Resource]:
        return {
            name: Resource(self, name, body)
            for name, body in self.section("Resources").items()
            if isinstance(body, dict)
        }

    def of_type(self, *types: str) -> Iterator[Resource]:
        return (resource for resource in self.resources.values() if resource.type in types)

    def find(self, value: object, *types: str) -> Resource | None:
        """The resource of the assembly that a value leads to, if it is of one of these types."""
        if isinstance(value, Text):
            value = value.references[0] if len(value.references) == 1 else None
        if not isinstance(value, Reference):
            return None
        home = self if value.stack == self.stack else self.assembly.template(value.stack)
        found = home.resources.get(value.logical_id) if home else None
        return found if found is not None and found.type in types else None

    def ref(self, name: str) -> object:
        if name == _REGION and self.region:
            return self.region
        return Reference(self.stack, name) if name in self.resources else UNKNOWN

    def attribute(self, name: str, attribute: str) -> object:
        return Reference(self.stack, name, attribute) if name in self.resources else UNKNOWN

    def output(self, stack: str, name: str, depth: int) -> object:
        home = self.assembly.template(stack)
        value = mapping(home.section("Outputs").get(name)).get("Value") if home else None
        resolved = UNKNOWN if home is None or value is None else resolve(value, home, depth)
        return UNKNOWN if resolved is NOTHING else resolved

    def export(self, name: str, depth: int) -> object:
        for home in self.assembly.templates:
            for output, body in home.section("Outputs").items():
                if mapping(mapping(body).get("Export")).get("Name") == name:
                    return self.output(home.stack, output, depth)
        return UNKNOWN

    def mapped(self, keys: list[Any]) -> object:
        value: object = self.section("Mappings")
        for key in keys:
            value = mapping(value).get(key) if isinstance(key, str) else None
        return UNKNOWN if value is None else value


@dataclass(frozen=True, eq=False)
class Assembly:
    """The templates that are deployed together."""

    templates: tuple[Template, ...]
    facts: Facts = NO_FACTS
    assets: Mapping[str, Asset] = field(default_factory=dict)
    """By the key they are uploaded under."""

    @classmethod
    def of(
        cls,
        *templates: Template,
        facts: Facts = NO_FACTS,
        assets: Mapping[str, Asset] | None = None,
    ) -> "Assembly":
        assembly = cls(templates, facts, assets or {})
        for template in templates:
            object.__setattr__(template, "assembly", assembly)
        return assembly

    def template(self, stack: str) -> Template | None:
        return next((found for found in self.templates if found.stack == stack), None)

    def of_type(self, *types: str) -> Iterator[Resource]:
        """Of every stack: an alarm of one may use a topic of another."""
        return (found for template in self.templates for found in template.of_type(*types))

    def beside(self, template: Template, *types: str) -> Iterator[Resource]:
        """Of every stack of the template's account and region, which share its quotas."""
        here = (template.account, template.region)
        return (
            found
            for other in self.templates
            if (other.account, other.region) == here
            for found in other.of_type(*types)
        )
