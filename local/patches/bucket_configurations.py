"""The emulator takes a bucket's inventories, tierings and metrics with 200 and keeps none.

Seen: list_bucket_inventory_configurations was empty right after a put. They are kept as they came;
nothing is listed, moved or measured by them.
"""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from local.account.hooks import SERVICES

Answer = tuple[int, dict[str, str], bytes]
Handler = Callable[..., Awaitable[Answer]]
_LISTS = {
    "analytics": "ListBucketAnalyticsConfigurationResult",
    "intelligent-tiering": "ListBucketIntelligentTieringConfigurationsOutput",
    "inventory": "ListInventoryConfigurationsResult",
    "metrics": "ListMetricsConfigurationsResult",
}
_XML = {"Content-Type": "application/xml"}
_PROLOGUE = re.compile(rb"^\s*<\?xml[^>]*\?>")


@dataclass
class Configurations:
    """By bucket, sub-resource and id; a bucket that is deleted takes its own along."""

    _kept: dict[tuple[str, str, str], bytes] = field(default_factory=dict)

    def answer(self, method: str, at: tuple[str, str, str], body: bytes) -> Answer:
        bucket, word, identifier = at
        if method == "PUT":
            self._kept[at] = _PROLOGUE.sub(b"", body)
            return 200, dict(_XML), b""
        if not identifier:
            return 200, dict(_XML), self._list(bucket, word)
        if at not in self._kept:
            return 404, dict(_XML), b"<Error><Code>NoSuchConfiguration</Code></Error>"
        return (
            (204, {}, self._dropped(at))
            if method == "DELETE"
            else (200, dict(_XML), self._kept[at])
        )

    def forget(self, bucket: str) -> None:
        for at in [at for at in self._kept if at[0] == bucket]:
            del self._kept[at]

    def _dropped(self, at: tuple[str, str, str]) -> bytes:
        del self._kept[at]
        return b""

    def _list(self, bucket: str, word: str) -> bytes:
        found = [self._kept[at] for at in sorted(self._kept) if at[:2] == (bucket, word)]
        name = _LISTS[word].encode()
        inside = b"<IsTruncated>false</IsTruncated>" + b"".join(found)
        return b"<" + name + b">" + inside + b"</" + name + b">"


def apply() -> None:
    services = SERVICES.read()
    handler: Handler = services["s3"]
    configurations = Configurations()

    async def keeping(
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes,
        query_params: Mapping[str, Sequence[str]],
    ) -> Answer:
        bucket, _, name = path.lstrip("/").partition("/")
        word = next((word for word in _LISTS if word in query_params), "")
        if not word or name:
            answer = await handler(method, path, headers, body, query_params)
            if method == "DELETE" and not name and not query_params:
                configurations.forget(bucket)
            return answer
        status, *_ = await handler("HEAD", path, headers, b"", {})
        if status != 200:  # noqa: PLR2004 - no such bucket, or not for this caller
            return await handler("GET", path, headers, b"", {})
        identifier = next(iter(query_params.get("id", ())), "")
        return configurations.answer(method, (bucket, word, identifier), body)

    services["s3"] = keeping
