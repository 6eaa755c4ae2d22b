"""A step whose request is written out in the service's own words."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.sdk import ConfigurableRetryStep, Properties, StepTypeEnum


class RequestStep(ConfigurableRetryStep):  # type: ignore[misc]
    """``describes`` are the shapes whose members other steps may ask for."""

    def __init__(
        self,
        name: str,
        kind: str,
        request: Mapping[str, Any],
        *,
        describes: Sequence[str] = (),
        after: Sequence[Any] = (),
        retries: Sequence[Any] = (),
        beside: Mapping[str, Any] | None = None,
    ) -> None:
        """``beside``: what stands in the step beside its arguments, such as its cache."""
        super().__init__(
            name, StepTypeEnum(kind), depends_on=list(after) or None, retry_policies=list(retries)
        )
        self._request = dict(request)
        self._beside = dict(beside or {})
        self.property_files = self._beside.pop("PropertyFiles", [])
        self._properties = Properties(step_name=name, step=self, shape_names=list(describes))

    @property
    def arguments(self) -> dict[str, Any]:
        return self._request

    @property
    def properties(self) -> Any:
        return self._properties

    def output_parameter(self, name: str) -> Any:
        """Of a Lambda step."""
        path = f"OutputParameters['{name}']"
        return Properties(step_name=self.name, step=self, path=path)

    def to_request(self) -> dict[str, Any]:
        files = [file.expr for file in self.property_files]
        named = {"PropertyFiles": files} if files else {}
        return {**super().to_request(), **self._beside, **named}
