"""The instances of the environment file's catalogue, as the rules want them."""

from config import catalogue
from rules.facts import Facts, Instance


def facts_of_the_catalogue() -> Facts:
    return Facts(
        instances={
            name: Instance(found.vcpus, found.memory_mib_for_jobs, found.gpus)
            for name, found in catalogue.instance_types().items()
        },
        instances_in={name: region.instance_types for name, region in catalogue.regions().items()},
    )
