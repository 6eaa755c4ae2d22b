"""Stands before SageMaker, which keeps feature groups: hears of them, and adds what stores know."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from local.account.requests import called
from local.api.aws_json import AwsJson
from local.api.errors import ApiError
from local.api.kernel import Kernel
from local.api.model import service_model
from local.api.validation import faults
from local.batch.publisher import Publisher
from local.feature_store.catalogue import Catalogue
from local.feature_store.creation import complaints
from local.feature_store.events import of_group
from local.feature_store.gate import Gate, Headers
from local.feature_store.stores import Stores
from local.sagemaker.refusals import refuse_any

Answer = tuple[int, dict[str, str], bytes]
Query = Mapping[str, Sequence[str]]
Handler = Callable[[str, str, Headers, bytes, Query], Awaitable[Answer]]
_OK = 200
_CREATE, _LIST = "CreateFeatureGroup", "ListFeatureGroups"


class Control:
    def __init__(
        self,
        inner: Handler,
        *,
        catalogue: Catalogue,
        stores: Stores,
        publisher: Publisher,
        gate: Gate,
    ) -> None:
        self._inner = inner
        self._catalogue = catalogue
        self._stores = stores
        self._publisher = publisher
        self._gate = gate
        model = service_model("sagemaker")
        self._creation = model.operation_model(_CREATE)
        self._wire = AwsJson(model)
        self._listing = Kernel(model, self._wire, {_LIST: catalogue.list})

    async def __call__(
        self, method: str, path: str, headers: Headers, body: bytes, query: Query
    ) -> Answer:
        operation, params = called(headers, body)
        if operation == _LIST:
            return await self._listing(method, path, headers, body, query)
        try:
            self._refuse(operation, params, headers)
        except ApiError as error:
            refused = self._wire.refusal(error)
            return refused.status, refused.headers, refused.body
        answer = await self._inner(method, path, headers, body, query)
        return await self._heard(operation, params, headers, answer) if answer[0] == _OK else answer

    def _refuse(self, operation: str, params: Mapping[str, Any], headers: Headers) -> None:
        if operation == _CREATE and not faults(self._creation, params):
            refuse_any(complaints(params))
            if "RoleArn" in params:
                self._gate.refuse_passing(headers, str(params["RoleArn"]))

    async def _heard(
        self, operation: str, params: Mapping[str, Any], headers: Headers, answer: Answer
    ) -> Answer:
        name = str(params.get("FeatureGroupName", ""))
        match operation:
            case "CreateFeatureGroup" | "UpdateFeatureGroup":
                await self._keep(name, headers)
            case "DeleteFeatureGroup":
                self._forget(name)
            case "DescribeFeatureGroup":
                return self._with_stores(name, answer)
        return answer

    async def _keep(self, name: str, headers: Headers) -> None:
        asking = {**headers, "x-amz-target": "SageMaker.DescribeFeatureGroup"}
        body = json.dumps({"FeatureGroupName": name}).encode()
        _, _, told = await self._inner("POST", "/", asking, body, {})
        group = json.loads(told)
        self._catalogue.keep(group)
        self._publisher.publish(of_group(group, status=group["FeatureGroupStatus"]))

    def _forget(self, name: str) -> None:
        entry = self._catalogue.forget(name)
        if entry is not None:
            self._stores.forget(entry.group)
            self._publisher.publish(of_group(entry.told, status="Deleting"))

    def _with_stores(self, name: str, answer: Answer) -> Answer:
        """Where the offline store is, and whether it can be written."""
        status, headers, body = answer
        told = json.loads(body)
        place = self._catalogue.find(name).offline
        if place is None:
            return answer
        told["OfflineStoreConfig"]["S3StorageConfig"]["ResolvedOutputS3Uri"] = place.uri
        reason = self._stores.offline.blocked_reason(told["FeatureGroupArn"])
        told["OfflineStoreStatus"] = (
            {"Status": "Blocked", "BlockedReason": reason} if reason else {"Status": "Active"}
        )
        return status, headers, json.dumps(told).encode()
