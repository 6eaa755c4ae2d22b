"""Groups and packages, in the shape in which they are described."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Package:
    detail: dict[str, Any]

    @property
    def arn(self) -> str:
        return str(self.detail["ModelPackageArn"])

    @property
    def group(self) -> str | None:
        """None for one without versions."""
        return self.detail.get("ModelPackageGroupName")

    @property
    def name(self) -> str:
        return str(self.detail["ModelPackageName"])


@dataclass
class Group:
    detail: dict[str, Any]
    policy: str | None = None
    last_version: int = 0
    """Of the versions ever registered: a number is not given twice."""

    @property
    def name(self) -> str:
        return str(self.detail["ModelPackageGroupName"])

    @property
    def arn(self) -> str:
        return str(self.detail["ModelPackageGroupArn"])


@dataclass
class Registry:
    groups: dict[str, Group] = field(default_factory=dict)
    packages: dict[str, Package] = field(default_factory=dict)
    """By their ARNs, oldest first."""

    def packages_of(self, group: Group) -> list[Package]:
        return [one for one in self.packages.values() if one.group == group.name]
