"""What SageMaker refuses of every kind of job, whatever it is to do."""

from local.api.context import AccountContext
from local.api.errors import ApiError
from local.sagemaker.jobs.kinds import Kind
from local.sagemaker.jobs.passing import may_pass
from local.sagemaker.jobs.state import State
from local.sagemaker.refusals import RefusedError


def check_name(state: State, kind: Kind, name: str) -> None:
    taken = state.get(kind, name)
    if taken:
        raise ApiError(
            "ResourceInUse",
            f"{kind.plain.capitalize()} names must be unique within an AWS account and region, "
            f"and a {kind.plain} with this name already exists ({taken.arn})",
        )


def check_role(context: AccountContext, role_arn: str) -> None:
    may_pass(role_arn)
    if not context.role_exists(role_arn):
        raise RefusedError(
            f"Could not assume role {role_arn}. Please ensure that the role exists and allows "
            f"principal 'sagemaker.amazonaws.com' to assume the role."
        )
