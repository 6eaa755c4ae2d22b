"""The operations on compute environments."""

import uuid
from collections.abc import Mapping
from typing import Any

from local.api.context import AccountContext
from local.batch.capacity import InstanceFacts
from local.batch.environment_rules import complaints, refuse_what_is_not_served, why_invalid
from local.batch.names import checked_name
from local.batch.paging import page
from local.batch.records import ComputeEnvironment
from local.batch.refusals import RefusedError, refuse_any
from local.batch.state import State


class ComputeEnvironments:
    def __init__(
        self, state: State, context: AccountContext, instance_facts: InstanceFacts
    ) -> None:
        self._state = state
        self._context = context
        self._instance_facts = instance_facts

    def create(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        name = checked_name("computeEnvironmentName", request["computeEnvironmentName"])
        if name in self._state.environments:
            raise RefusedError(f"a compute environment is called {name!r} already")
        if "computeResources" not in request:
            raise RefusedError("computeResources is required for a MANAGED compute environment")
        refuse_what_is_not_served(request)
        environment = ComputeEnvironment(self._detail(name, request))
        self._settle(environment)
        self._state.environments[name] = environment
        return _identity(environment)

    def _detail(self, name: str, request: Mapping[str, Any]) -> dict[str, Any]:
        unique = str(uuid.uuid4())
        cluster = f"cluster/{name}_Batch_{unique}"
        return {
            "state": "ENABLED",
            "tags": {},
            **request,
            "computeEnvironmentArn": self._state.names.arn("compute-environment", name),
            "computeResources": _with_defaults(request["computeResources"]),
            "containerOrchestrationType": "ECS",
            "ecsClusterArn": self._context.arn("ecs", cluster),
            "uuid": unique,
        }

    def _settle(self, environment: ComputeEnvironment) -> None:
        refuse_any(complaints(environment.resources))
        wrong = "; ".join(why_invalid(environment.detail, self._context, self._instance_facts))
        environment.detail |= (
            {"status": "INVALID", "statusReason": f"CLIENT_ERROR - {wrong}"}
            if wrong
            else {"status": "VALID", "statusReason": "ComputeEnvironment Healthy"}
        )

    def describe(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        names = self._state.names
        wanted = [
            names.name("compute-environment", one) for one in request.get("computeEnvironments", [])
        ]
        found = [
            environment.detail
            for environment in self._state.environments.values()
            if not wanted or environment.name in wanted
        ]
        return page("computeEnvironments", found, request)

    def update(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        environment = self._state.environment(request["computeEnvironment"])
        changes = {key: value for key, value in request.items() if key != "computeEnvironment"}
        resources = {**environment.resources, **changes.pop("computeResources", {})}
        # It lands in the description of no environment: it says what this one update may do.
        resources.pop("updateToLatestImageVersion", None)
        changed = ComputeEnvironment(
            {**environment.detail, **changes, "computeResources": resources}
        )
        refuse_what_is_not_served(changed.detail)
        if changed.is_fargate != environment.is_fargate:
            raise RefusedError(
                f"computeResources.type cannot change from {environment.resources['type']} "
                f"to {resources['type']}"
            )
        self._settle(changed)
        environment.detail = changed.detail
        self._state.changed.notify_all()
        return _identity(environment)

    def delete(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        environment = self._state.environment(request["computeEnvironment"])
        if environment.detail["state"] != "DISABLED":
            raise RefusedError(f"{environment.name} must be DISABLED before it is deleted")
        for queue in self._state.queues.values():
            if environment.arn in queue.environment_arns:
                raise RefusedError(
                    f"Cannot delete, found existing JobQueue relationship: {queue.name}"
                )
        del self._state.environments[environment.name]
        return {}


def _identity(environment: ComputeEnvironment) -> Mapping[str, Any]:
    return {
        "computeEnvironmentName": environment.name,
        "computeEnvironmentArn": environment.arn,
    }


def _with_defaults(resources: Mapping[str, Any]) -> dict[str, Any]:
    if str(resources["type"]).startswith("FARGATE"):
        return dict(resources)
    return {"minvCpus": 0, "desiredvCpus": 0, **resources}
