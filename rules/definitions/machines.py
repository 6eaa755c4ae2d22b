"""The machines of a pipeline's jobs: their network, their disks, what they write."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rules.definitions.definition import Definition
from rules.definitions.disks import brings_a_disk
from rules.definitions.jobs import training_jobs
from rules.definitions.values import entry, is_variable, whole

_ENCRYPTED = "EnableInterContainerTrafficEncryption"


@dataclass(frozen=True)
class _Shape:
    """Where a kind of job has it."""

    network: str
    cluster: str
    output: str


_PROCESSING = _Shape("NetworkConfig", "ProcessingResources.ClusterConfig", "ProcessingOutputConfig")
_TRAINING = _Shape("", "ResourceConfig", "OutputDataConfig")


@dataclass(frozen=True)
class Job:
    path: str
    definition: Definition
    body: Mapping[str, Any]
    shape: _Shape

    def get(self, *parts: str) -> Any:
        return self.definition.settled(entry(self.body, ".".join(filter(None, parts))))

    @property
    def has_the_internet(self) -> bool:
        """For certain."""
        network = self.get(self.shape.network) if self.shape.network else self.body
        is_known = network is None or (isinstance(network, Mapping) and not is_variable(network))
        is_shut = any(
            self.get(self.shape.network, name) not in (None, False)
            for name in ("VpcConfig", "EnableNetworkIsolation")
        )
        return is_known and not is_shut

    def unencrypted(self) -> Iterator[str]:
        """Where a key or a switch is missing."""
        cluster, output = self.get(self.shape.cluster), self.get(self.shape.output)
        key = f"{self.shape.cluster}.VolumeKmsKeyId"
        if isinstance(cluster, Mapping) and cluster.get("InstanceType") is not None:
            kind = self.get(self.shape.cluster, "InstanceType")
            if not brings_a_disk(kind) and isinstance(kind, str) and self.get(key) in (None, ""):
                yield key
        key = f"{self.shape.output}.KmsKeyId"
        if isinstance(output, Mapping) and not is_variable(output) and self.get(key) in (None, ""):
            yield key
        several = whole(self.get(self.shape.cluster, "InstanceCount")) or 1
        if several > 1 and self.get(self.shape.network, _ENCRYPTED) in (None, False):
            yield ".".join(filter(None, (self.shape.network, _ENCRYPTED)))


def jobs(definition: Definition) -> Iterator[Job]:
    for step in definition.of_type("Processing"):
        if step.arguments:
            yield Job(f"{step.path}.Arguments", definition, step.arguments, _PROCESSING)
    for job in training_jobs(definition):
        if job.body and "ServerlessJobConfig" not in job.body:
            yield Job(job.path, definition, job.body, _TRAINING)
