"""A job that no instance can hold waits for ever, and no event tells."""

from collections.abc import Iterator

from rules.facts import Instance
from rules.finding import Place
from rules.fleets import Container, containers, ec2_environments
from rules.rule import rule
from rules.template import Template


@rule(
    "BATB",
    "no instance of any fleet is large enough for the job, which stays RUNNABLE for ever: ask for "
    "less, or give a fleet a larger instance type",
    evidence="R D77",
)
def check(template: Template) -> Iterator[Place]:
    instances = _instances(template)
    for container in containers(template):
        if instances and not any(_fits(container, instance) for instance in instances):
            yield container.job.at(f"{container.path}.ResourceRequirements")


def _instances(template: Template) -> list[Instance]:
    """Of all fleets; none at all where one of them is not known."""
    names = [
        name
        for other in template.assembly.templates
        for environment, _ in ec2_environments(other)
        for name in environment.items("ComputeResources.InstanceTypes")
    ]
    sizes = template.facts.instances
    return [sizes[name] for name in names] if all(_is_in(name, sizes) for name in names) else []


def _is_in(name: object, sizes: object) -> bool:
    return isinstance(name, str) and isinstance(sizes, dict) and name in sizes


def _fits(container: Container, instance: Instance) -> bool:
    has = {"VCPU": instance.vcpus, "MEMORY": instance.memory_mib, "GPU": instance.gpus}
    return all((container.asks(kind) or 0) <= most for kind, most in has.items())
