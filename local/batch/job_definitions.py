"""The operations on job definitions."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from local.api.context import AccountContext
from local.batch.definition_rules import (
    NOT_ENFORCED,
    complaints,
    containers_of,
    refuse_what_is_not_served,
)
from local.batch.names import checked_name
from local.batch.paging import page
from local.batch.records import JobDefinition
from local.batch.refusals import RefusedError, refuse_any
from local.batch.state import State

_LOG = logging.getLogger(__name__)


class JobDefinitions:
    def __init__(self, state: State, context: AccountContext) -> None:
        self._state = state
        self._context = context

    def register(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        name = checked_name("jobDefinitionName", request["jobDefinitionName"])
        refuse_what_is_not_served(request)
        refuse_any(complaints(request, self._context))
        _warn_of_what_is_not_enforced(name, containers_of(request))
        # A revision is never given twice, so none is ever forgotten.
        revisions = self._state.definitions.setdefault(name, [])
        revision = len(revisions) + 1
        arn = self._state.names.arn("job-definition", f"{name}:{revision}")
        identity = {"jobDefinitionArn": arn, "jobDefinitionName": name, "revision": revision}
        defaults = {"parameters": {}, "tags": {}, "platformCapabilities": ["EC2"]}
        more = {"status": "ACTIVE", "containerOrchestrationType": "ECS"}
        revisions.append(JobDefinition({**defaults, **request, **identity, **more}))
        return identity

    def describe(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        wanted = request.get("jobDefinitions", [])
        if "jobDefinitionName" in request:
            wanted = [*wanted, request["jobDefinitionName"]]
        if not wanted:
            wanted = list(self._state.definitions)
        found = [
            one.detail
            for reference in wanted
            for one in reversed(self._state.revisions(reference))
            if request.get("status") in (None, one.detail["status"])
        ]
        return page("jobDefinitions", found, request)

    def deregister(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        reference = request["jobDefinition"]
        found = self._state.revisions(reference)
        if len(found) != 1 or not reference.endswith(f":{found[0].detail['revision']}"):
            raise RefusedError(f"no job definition is called {reference!r}; give name:revision")
        found[0].detail["status"] = "INACTIVE"
        return {}


def _warn_of_what_is_not_enforced(name: str, containers: Sequence[Mapping[str, Any]]) -> None:
    found = [member for member in NOT_ENFORCED if any(one.get(member) for one in containers)]
    if found:
        _LOG.warning("job definition %s: kept but not enforced here: %s", name, ", ".join(found))
