"""What instance types have for jobs, as the catalogue of config/ knows it."""

from config.catalogue import instance_types
from local.batch.capacity import Capacity


def from_catalogue(name: str) -> Capacity | None:
    found = instance_types().get(name)
    return Capacity(found.vcpus, found.memory_mib_for_jobs, found.gpus) if found else None
