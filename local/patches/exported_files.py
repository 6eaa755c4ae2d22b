"""The files of a DynamoDB export, in the layout that AWS writes below the prefix."""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

Item = Mapping[str, Any]


@dataclass(frozen=True)
class TableExport:
    """As it was asked for; ``number`` is what its ARN ends in."""

    number: str
    arn: str
    request: Mapping[str, Any]
    keys: tuple[str, ...]
    at: datetime

    @property
    def is_incremental(self) -> bool:
        return self.request.get("ExportType") == "INCREMENTAL_EXPORT"

    def files(self, items: Iterable[Item]) -> Iterator[tuple[str, bytes]]:
        lines = [json.dumps(self._line(item), separators=(",", ":")) for item in items]
        inside = "data" if self.is_incremental else f"{self.number}/data"
        data = self._path(f"{inside}/{self.number[-8:]}.json.gz")
        yield data, gzip.compress("".join(f"{line}\n" for line in lines).encode())
        listed = {"itemCount": len(lines), "dataFileS3Key": data}
        yield self._path(f"{self.number}/manifest-files.json"), _json(listed)
        yield self._path(f"{self.number}/manifest-summary.json"), _json(self._summary(len(lines)))

    def _line(self, item: Item) -> Mapping[str, Any]:
        if not self.is_incremental:
            return {"Item": item}
        micros = round(self.at.timestamp() * 1_000_000)
        return {
            "Metadata": {"WriteTimestampMicros": {"N": str(micros)}},
            "Keys": {name: item[name] for name in self.keys},
            "NewImage": item,
        }

    def _summary(self, count: int) -> Mapping[str, Any]:
        return {
            "version": "2023-08-01",
            "exportArn": self.arn,
            "tableArn": self.request["TableArn"],
            "s3Bucket": self.request["S3Bucket"],
            "s3Prefix": self.request.get("S3Prefix"),
            "exportType": self.request.get("ExportType", "FULL_EXPORT"),
            "outputFormat": self.request.get("ExportFormat", "DYNAMODB_JSON"),
            "manifestFilesS3Key": self._path(f"{self.number}/manifest-files.json"),
            "endTime": self.at.astimezone(UTC).isoformat(timespec="milliseconds"),
            "itemCount": count,
        }

    def _path(self, name: str) -> str:
        prefix = self.request.get("S3Prefix", "").strip("/")
        return "/".join(part for part in (prefix, "AWSDynamoDB", name) if part)


def _json(document: Mapping[str, Any]) -> bytes:
    return f"{json.dumps(document, separators=(',', ':'))}\n".encode()
