"""Turns requests into calls of our operations, and refuses what the model does not allow."""

from collections.abc import Mapping, Sequence

from botocore.model import ServiceModel

from local.api.errors import ApiError
from local.api.message import Call, Operation, Request, Response, Wire
from local.api.validation import faults


class Kernel:
    """Serves those operations of a model that we have; each other one is refused by its name."""

    def __init__(
        self,
        model: ServiceModel,
        wire: Wire,
        operations: Mapping[str, Operation],
        *,
        refusal: str = "ValidationException",
    ) -> None:
        strangers = sorted(set(operations) - set(model.operation_names))
        if strangers:
            raise ValueError(f"{model.service_name} has no operation {', '.join(strangers)}")
        self._wire = wire
        self._operations = operations
        self._refusal = refusal

    async def __call__(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes,
        query_params: Mapping[str, Sequence[str]],
    ) -> tuple[int, dict[str, str], bytes]:
        request = Request(method=method, path=path, headers=headers, body=body, query=query_params)
        response = self.serve(request)
        return response.status, response.headers, response.body

    def serve(self, request: Request) -> Response:
        try:
            call = self._wire.call(request)
            return self._wire.answer(call.operation, self._perform(call))
        except ApiError as error:
            return self._wire.refusal(error)

    def _perform(self, call: Call) -> Mapping[str, object]:
        name = call.operation.name
        if name not in self._operations:
            raise ApiError(self._refusal, f"{name} is not served by the local account yet")
        found = faults(call.operation, call.params)
        if found:
            raise ApiError(self._refusal, f"{name}: {'; '.join(found)}")
        return self._operations[name](call.params)
