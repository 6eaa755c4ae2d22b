"""What every job of a pipeline has: no way out but the VPC, our keys, a cache, and retries."""

import re
from dataclasses import dataclass
from typing import Any

from pipelines.authoring.vocabulary import Vocabulary
from pipelines.sdk import (
    CacheConfig,
    SageMakerJobExceptionTypeEnum,
    SageMakerJobStepRetryPolicy,
    StepExceptionTypeEnum,
    StepRetryPolicy,
)
from pipelines.surroundings import Surroundings

CACHED: dict[str, Any] = CacheConfig(enable_caching=True, expire_after="P30D").config
_WITH_OWN_DISKS = re.compile(
    r"[cmr][5-9]g?[ai]?dn?|g4dn|g5|g6e?|g7e|gr6|p3dn|p4de?|p5(e|en)?|p6[e-].*|trn[12]n?"
)


def service_retries() -> list[Any]:
    """Of calls that SageMaker throttles or fails by its own fault."""
    kinds = [StepExceptionTypeEnum.SERVICE_FAULT, StepExceptionTypeEnum.THROTTLING]
    return [StepRetryPolicy(kinds, interval_seconds=5, backoff_rate=2.0, max_attempts=6)]


def job_retries() -> list[Any]:
    """No capacity: tried for about an hour. SageMaker's own fault: twice."""
    return [
        *service_retries(),
        _job_retry("CAPACITY_ERROR", interval_seconds=120, max_attempts=5),
        _job_retry("INTERNAL_ERROR", interval_seconds=60, max_attempts=2),
    ]


def _job_retry(kind: str, *, interval_seconds: int, max_attempts: int) -> Any:
    return SageMakerJobStepRetryPolicy(
        failure_reason_types=[SageMakerJobExceptionTypeEnum[kind]],
        interval_seconds=interval_seconds,
        backoff_rate=2.0,
        max_attempts=max_attempts,
    )


@dataclass(frozen=True)
class Ground:
    """Where the jobs of one pipeline run."""

    vocabulary: Vocabulary
    surroundings: Surroundings

    @property
    def vpc(self) -> dict[str, Any]:
        return self._network("SecurityGroup")

    @property
    def vpc_to_files(self) -> dict[str, Any]:
        """Of jobs that mount a file store: it answers its clients alone."""
        return self._network("SecurityGroup", "FileClients")

    def _network(self, *groups: str) -> dict[str, Any]:
        subnets = range(1, self.surroundings.subnets + 1)
        named = self.vocabulary.placeholder
        return {
            "SecurityGroupIds": [named(group) for group in groups],
            "Subnets": [named(f"Subnet{number}") for number in subnets],
        }

    @property
    def key(self) -> Any:
        return self.vocabulary.placeholder("DataKey")

    @property
    def tags(self) -> dict[str, Any]:
        tags = self.surroundings.tags.items()
        return {"Tags": [{"Key": key, "Value": value} for key, value in tags]} if tags else {}

    def volume_key(self, instance_type: str) -> dict[str, Any]:
        """Hosts with disks of their own encrypt them by themselves, and SageMaker refuses a key."""
        family = instance_type.split(".")[1]
        return {} if _WITH_OWN_DISKS.fullmatch(family) else {"VolumeKmsKeyId": self.key}
