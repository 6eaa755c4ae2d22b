"""How long a job may be stuck at the head of its queue, and block those behind it."""

from dataclasses import asdict, dataclass

from aws_cdk import Duration
from aws_cdk import aws_batch as batch

from constructs_lib.mistakes import MistakeError

_SHORTEST, _LONGEST = 10, 24 * 60
_Reason = batch.JobStateTimeLimitActionsReason


class PatienceError(MistakeError):
    """AWS Batch cannot wait as long, or as short, as this."""


@dataclass(frozen=True, kw_only=True)
class Patience:
    """After it AWS Batch ends the job, with the reason in its status."""

    misconfiguration_minutes: int = 15
    """No instance type of the fleet can hold the job: waiting does not help."""
    capacity_minutes: int | None = 120
    """AWS has no instance to give, neither spot nor on-demand; None: such a job may wait."""
    vcpus_cap_minutes: int = 720
    """The job asks for more vCPUs than the fleet may ever have: time to raise the cap."""

    def __post_init__(self) -> None:
        for name, minutes in asdict(self).items():
            if minutes is not None and not _SHORTEST <= minutes <= _LONGEST:
                raise PatienceError(
                    f"{name} must be {_SHORTEST} to {_LONGEST} (24 hours), got {minutes}"
                )

    @property
    def limits(self) -> list[batch.JobStateTimeLimitAction]:
        times = {
            _Reason.JOB_RESOURCE_REQUIREMENT: self.misconfiguration_minutes,
            _Reason.INSUFFICIENT_INSTANCE_CAPACITY: self.capacity_minutes,
            _Reason.COMPUTE_ENVIRONMENT_MAX_RESOURCE: self.vcpus_cap_minutes,
        }
        return [
            batch.JobStateTimeLimitAction(reason=reason, max_time=Duration.minutes(minutes))
            for reason, minutes in times.items()
            if minutes is not None
        ]
