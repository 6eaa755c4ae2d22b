"""Names and ARNs of what SageMaker keeps; in an ARN every name is in lower case."""

import secrets
import string

from local.api.context import AccountContext

_LETTERS = string.ascii_lowercase + string.digits
_MIXED = string.ascii_letters + string.digits
_LONGEST_STEP, _LONGEST_TUNING_STEP = 28, 8
"""Of a step's name in the name of its job: that has at most 63 characters, a tuning job's 32."""


class Names:
    def __init__(self, context: AccountContext) -> None:
        self._context = context

    def arn(self, kind: str, name: str) -> str:
        return self._context.arn("sagemaker", f"{kind}/{name.lower()}")


def name_of(reference: str) -> str:
    """In a name or an ARN."""
    return reference.rpartition(":")[2].partition("/")[2] if ":" in reference else reference


def new_execution_id() -> str:
    return _random(_LETTERS, 12)


def job_name(execution_id: str, step: str) -> str:
    return f"pipelines-{execution_id}-{_part(step, _LONGEST_STEP)}-{_random(_MIXED, 10)}"


def tuning_job_name(execution_id: str, step: str) -> str:
    return f"{execution_id}-{_part(step, _LONGEST_TUNING_STEP)}-{_random(_MIXED, 10)}"


def _part(step: str, longest: int) -> str:
    return step.replace("_", "-")[:longest].strip("-")


def _random(letters: str, length: int) -> str:
    return "".join(secrets.choice(letters) for _ in range(length))
