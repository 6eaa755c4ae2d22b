"""The model package that an execution registered, and how a person approves it."""

import shlex
from dataclasses import dataclass

from ops.pipeline.place import Place
from ops.pipeline.snapshot import Snapshot

_LOCAL_KEYS = "AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test"
"""Nobody's own: the command may be copied as it stands."""


@dataclass(frozen=True)
class Package:
    arn: str
    version: int | None
    approval: str
    """In SageMaker's words: PendingManualApproval, Approved or Rejected."""

    @property
    def group(self) -> str:
        """arn:...:model-package/<group>/<version>."""
        return self.arn.split("/")[1]


def package(place: Place, snapshot: Snapshot) -> Package | None:
    arn = next((step.package for step in snapshot.steps if step.package), None)
    if arn is None:
        return None
    answer = place.sagemaker.describe_model_package(ModelPackageName=arn)
    approval = answer.get("ModelApprovalStatus", "")
    return Package(arn, answer.get("ModelPackageVersion"), approval)


def approve_command(place: Place, registered: Package) -> str:
    words = ["aws", "sagemaker", "update-model-package"]
    words += ["--model-package-arn", registered.arn, "--model-approval-status", "Approved"]
    words += ["--region", place.environment.region]
    if place.environment.name != "local":
        return shlex.join(words)
    command = shlex.join([*words, "--endpoint-url", place.sagemaker.meta.endpoint_url])
    return f"{_LOCAL_KEYS} {command}"
