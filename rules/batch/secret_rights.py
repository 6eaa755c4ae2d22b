"""Secrets of a container are fetched before it starts, by who starts it."""

from collections.abc import Iterator
from typing import Any

from rules.finding import Place
from rules.fleets import JOB, Container, containers_of
from rules.grants import ROLE, lacks
from rules.rule import rule
from rules.template import Template
from rules.value import matches, text

_OF_SSM = r"arn:[^:]*:ssm:.*|/.*|[\w.-]+"
_OF_SECRETS_MANAGER = r"arn:[^:]*:secretsmanager:.*"


@rule(
    "BATP",
    "the container never starts (ResourceInitializationError), for its execution role may not "
    "fetch the secret: give the job an ExecutionRoleArn with secretsmanager:GetSecretValue or "
    "ssm:GetParameters, its own job role does not count",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for job in template.of_type(JOB):
        for container in containers_of(job):
            for index, secret in enumerate(_secrets(container)):
                if _may_not_fetch(template, container, secret.get("ValueFrom")):
                    yield job.at(f"{container.path}.Secrets.{index}", text(secret.get("Name")))


def _secrets(container: Container) -> list[dict[str, Any]]:
    given = container.body.get("Secrets")
    return [item for item in given if isinstance(item, dict)] if isinstance(given, list) else []


def _may_not_fetch(template: Template, container: Container, source: object) -> bool:
    if "TaskProperties" in container.path:
        return False
    if "ExecutionRoleArn" not in container.body:
        return True
    role = template.find(container.body["ExecutionRoleArn"], ROLE)
    action = _action(template, source)
    return role is not None and action is not None and lacks(role, action)


def _action(template: Template, source: object) -> str | None:
    if template.find(source, "AWS::SecretsManager::Secret") or matches(_OF_SECRETS_MANAGER, source):
        return "secretsmanager:GetSecretValue"
    if template.find(source, "AWS::SSM::Parameter") or matches(_OF_SSM, source):
        return "ssm:GetParameters"
    return None
