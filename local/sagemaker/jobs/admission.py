"""How every kind of job comes in: refused whatever it is to do, or begun."""

from dataclasses import dataclass

from local.api.context import AccountContext
from local.api.errors import ApiError
from local.sagemaker.jobs.job import Job
from local.sagemaker.jobs.kinds import Kind
from local.sagemaker.jobs.passing import may_pass
from local.sagemaker.jobs.state import State
from local.sagemaker.jobs.story import Story
from local.sagemaker.jobs.workers import Run, Workers
from local.sagemaker.names import Names
from local.sagemaker.refusals import RefusedError
from local.sagemaker.tags import Tags


@dataclass(frozen=True, kw_only=True)
class Admission:
    context: AccountContext
    state: State
    story: Story
    workers: Workers
    tags: Tags

    def check(self, kind: Kind, name: str, role_arn: str) -> None:
        taken = self.state.get(kind, name)
        if taken:
            raise ApiError(
                "ResourceInUse",
                f"{kind.plain.capitalize()} names must be unique within an AWS account and region, "
                f"and a {kind.plain} with this name already exists ({taken.arn})",
            )
        may_pass(role_arn)
        if not self.context.role_exists(role_arn):
            raise RefusedError(
                f"Could not assume role {role_arn}. Please ensure that the role exists and allows "
                f"principal 'sagemaker.amazonaws.com' to assume the role."
            )

    def arn(self, kind: Kind, name: str) -> str:
        return Names(self.context).arn(kind.arn, name)

    def begin(self, job: Job, run: Run) -> None:
        self.tags.start(job.arn, job.request.get("Tags", []))
        self.story.begins(job)
        self.workers.start(job, run)
