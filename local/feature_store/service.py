"""The Feature Store, put together for one account, before the SageMaker that keeps its groups."""

from local.api.context import AccountContext
from local.api.errors import ApiError
from local.api.kernel import Kernel
from local.batch.publisher import Publisher
from local.feature_store.buckets import AwsBuckets, Buckets
from local.feature_store.catalogue import Catalogue
from local.feature_store.control import Answer, Control, Handler, Query
from local.feature_store.gate import OPEN_GATE, Gate, Headers
from local.feature_store.offline import OfflineStore, Pace
from local.feature_store.online import OnlineStore
from local.feature_store.permission import (
    RUNTIME,
    WIRE,
    action_of,
    call_of,
    groups_of,
    is_about_records,
)
from local.feature_store.records import Records
from local.feature_store.stores import Stores


class FeatureStore:
    """What the emulator calls for every request to SageMaker: of records, or of anything else."""

    def __init__(
        self,
        context: AccountContext,
        sagemaker: Handler,
        *,
        buckets: Buckets,
        pace: Pace,
        gate: Gate,
    ) -> None:
        catalogue = Catalogue()
        self._stores = Stores(online=OnlineStore(), offline=OfflineStore(buckets, pace))
        self._publisher = Publisher(context.put_event)
        self._gate = gate
        self._kernel = Kernel(
            RUNTIME,
            WIRE,
            Records(catalogue, self._stores).operations,
            refusal="ValidationError",
        )
        self._control = Control(
            sagemaker,
            catalogue=catalogue,
            stores=self._stores,
            publisher=self._publisher,
            gate=gate,
        )

    async def __call__(
        self, method: str, path: str, headers: Headers, body: bytes, query_params: Query
    ) -> Answer:
        if not is_about_records(path):
            return await self._control(method, path, headers, body, query_params)
        try:
            self._refuse_others(method, path, headers, body, query_params)
        except ApiError as error:
            refused = WIRE.refusal(error)
            return refused.status, refused.headers, refused.body
        return await self._kernel(method, path, headers, body, query_params)

    def stop(self) -> None:
        """Call it on a thread, not on the event loop."""
        self._publisher.stop()
        self._stores.offline.stop()

    def _refuse_others(
        self, method: str, path: str, headers: Headers, body: bytes, query: Query
    ) -> None:
        """The emulator asks its IAM about one resource, which is the first."""
        call = call_of(method, path, body, query)
        if call is not None:
            self._gate.refuse_action(headers, action_of(call), groups_of(call)[1:])


def create(
    context: AccountContext,
    sagemaker: Handler,
    *,
    buckets: Buckets | None = None,
    pace: Pace | None = None,
    gate: Gate = OPEN_GATE,
) -> FeatureStore:
    return FeatureStore(
        context,
        sagemaker,
        buckets=buckets or AwsBuckets(context),
        pace=pace or Pace(),
        gate=gate,
    )
