"""A registry, its reports and those who approve, as the domain sees them; and one registration."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from millrace.domain.approval import Message, Registration, Report
from millrace.domain.registry import Container, Package

REGION = "arn:aws:sagemaker:eu-west-1:111122223333"
ARN = f"{REGION}:model-package/dev-digits/3"
EXECUTION = f"{REGION}:pipeline/dev-digits/execution/p4jn9xou8a8s"
REPORT_URI = "s3://features/pipelines/digits/p4jn9xou8a8s/evaluate/evaluation/evaluation.json"
TRANSFORM = Container(hostname="transform", model_uri="s3://features/transform/model.tar.gz")
MODEL = Container(hostname="model", model_uri="s3://models/model.tar.gz")
PACKAGE = Package(
    arn=ARN,
    group="dev-digits",
    version=3,
    approval="PendingManualApproval",
    containers=(TRANSFORM, MODEL),
    report_uri=REPORT_URI,
)
REGISTRATION = Registration(package_arn=ARN, pipeline="dev-digits", execution_arn=EXECUTION)


def approved(**but: object) -> Package:
    return replace(PACKAGE, approval="Approved", **but)  # type: ignore[arg-type]


@dataclass(frozen=True)
class KnownRegistry:
    """The packages of all groups, oldest first."""

    packages: tuple[Package, ...]

    def newest_approved(self, group: str) -> str | None:
        found = [p.arn for p in self.packages if p.group == group and p.approval == "Approved"]
        return found[-1] if found else None

    def package(self, arn: str) -> Package:
        [found] = [package for package in self.packages if package.arn == arn]
        return found


@dataclass(frozen=True)
class KnownReports:
    by_uri: Mapping[str, Report]

    def at(self, uri: str) -> Report:
        return self.by_uri[uri]


@dataclass(frozen=True)
class Inbox:
    messages: list[Message] = field(default_factory=list)

    def tell(self, message: Message) -> None:
        self.messages.append(message)
