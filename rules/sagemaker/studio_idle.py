"""A notebook that nobody uses costs as much as one that is used."""

from collections.abc import Iterator, Mapping
from typing import Any

from rules.finding import Place
from rules.rule import rule
from rules.sagemaker.studio_domain import DOMAIN
from rules.template import Template
from rules.value import Unknown, mapping, number

_IDLE = "AppLifecycleManagement.IdleSettings"
_APPS = ("JupyterLabAppSettings", "CodeEditorAppSettings")
_SHORTEST, _LONGEST = 60, 525_600


@rule(
    "SGMN",
    "apps of Studio run, and are paid for, until somebody thinks of them: IdleSettings with "
    "LifecycleManagement ENABLED and an IdleTimeoutInMinutes of 60 to 525,600, in the settings of "
    "JupyterLab at least, and in no profile DISABLED",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for resource in template.of_type(DOMAIN, "AWS::SageMaker::UserProfile"):
        whole = "DefaultUserSettings" if resource.type == DOMAIN else "UserSettings"
        for app in _APPS:
            path = f"{whole}.{app}.{_IDLE}"
            idle = resource.get(path)
            is_needed = resource.type == DOMAIN and app == _APPS[0]
            if idle is None and is_needed:
                yield resource.at(path, "missing")
            elif idle is not None and not isinstance(idle, Unknown):
                yield from (resource.at(f"{path}.{name}", given) for name, given in _wrong(idle))


def _wrong(idle: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    managed = mapping(idle).get("LifecycleManagement", "DISABLED")
    if isinstance(managed, str) and managed != "ENABLED":
        yield "LifecycleManagement", managed
    minutes = number(mapping(idle).get("IdleTimeoutInMinutes"))
    if minutes is not None and not _SHORTEST <= minutes <= _LONGEST:
        yield "IdleTimeoutInMinutes", minutes
