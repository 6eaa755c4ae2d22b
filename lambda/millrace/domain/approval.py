"""Tells people that a model waits for them: what it is worth, and how it is approved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from millrace.domain.registry import Package, Registry

_WAITING = "PendingManualApproval"
_SUBJECT_LETTERS = 100
"""What SNS takes."""


class Told(StrEnum):
    TOLD = "told"
    DECIDED = "decided"
    """A person was quicker: there is nothing left to ask for."""


@dataclass(frozen=True, kw_only=True)
class Registration:
    """A pipeline's word that it has registered a model."""

    package_arn: str
    pipeline: str
    execution_arn: str


@dataclass(frozen=True, kw_only=True)
class Report:
    """An evaluation, as far as people want to read it."""

    metrics: Mapping[str, float] = field(default_factory=dict)
    champion: Mapping[str, float] = field(default_factory=dict)
    """Of the model that serves now, on the same rows."""


@dataclass(frozen=True, kw_only=True)
class Message:
    subject: str
    text: str
    identity: Mapping[str, str]
    """The same for the same registration: what sends twice can be known by it."""


class Reports(Protocol):
    def at(self, uri: str) -> Report: ...


class Approvers(Protocol):
    def tell(self, message: Message) -> None: ...


@dataclass(frozen=True, kw_only=True)
class ApprovalDesk:
    registry: Registry
    reports: Reports
    approvers: Approvers

    def settle(self, registration: Registration) -> Told:
        """May be done again. Telling comes last: what fails before it has told nobody."""
        package = self.registry.package(registration.package_arn)
        if package.approval != _WAITING:
            return Told.DECIDED
        report = self.reports.at(package.report_uri) if package.report_uri else Report()
        self.approvers.tell(message(registration, package, report))
        return Told.TOLD


def message(registration: Registration, package: Package, report: Report) -> Message:
    return Message(
        subject=f"{package.group} {package.version} waits for approval"[:_SUBJECT_LETTERS],
        text="\n".join(_lines(registration, package, report)),
        identity={"execution": registration.execution_arn, "package": package.arn},
    )


def _lines(registration: Registration, package: Package, report: Report) -> Iterator[str]:
    yield f"the pipeline {registration.pipeline} has registered version {package.version} of"
    yield f"{package.group}; it serves when somebody approves it"
    yield ""
    yield from _figures(report)
    yield ""
    yield f"execution: {registration.execution_arn}"
    if package.report_uri:
        yield f"evaluation: {package.report_uri}"
    yield ""
    yield "to approve it:"
    yield _command(package, "Approved")
    yield ""
    yield "to reject it:"
    yield _command(package, "Rejected")


def _figures(report: Report) -> Iterator[str]:
    if not report.metrics:
        yield "no metrics are registered with it"
    for name, value in report.metrics.items():
        serving = report.champion.get(name)
        beside = "" if serving is None else f" (the model that serves now: {serving:.4g})"
        yield f"{name}: {value:.4g}{beside}"


def _command(package: Package, status: str) -> str:
    """For a shell, on one line."""
    region = package.arn.split(":")[3]
    return (
        f"aws sagemaker update-model-package --region {region} "
        f"--model-package-arn {package.arn} --model-approval-status {status}"
    )
