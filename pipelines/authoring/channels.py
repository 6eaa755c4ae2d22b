"""What a training job reads: folders of S3, or of a file system."""

from collections.abc import Mapping
from typing import Any

from pipelines.authoring.vocabulary import Vocabulary
from pipelines.model.input import FileSystem
from pipelines.model.training import AnyJob, JumpStart, XGBoost
from pipelines.sdk import Join

_KINDS = {"efs": "EFS", "lustre": "FSxLustre"}


def channels(
    training: AnyJob, uris: Mapping[str, Any], vocabulary: Vocabulary
) -> list[dict[str, Any]]:
    content = {"ContentType": "text/csv"} if isinstance(training, XGBoost) else {}
    if training.file_system:
        sources = {name: _mounted(training.file_system, name, vocabulary) for name in uris}
        return [_channel(name, source, "File", content) for name, source in sources.items()]
    found = [_channel(name, _s3(uri), training.input, content) for name, uri in uris.items()]
    if isinstance(training, JumpStart):
        found.append(_channel("model", _s3(training.artifact), "File", {}))
    return found


def _channel(
    name: str, source: Mapping[str, Any], mode: str, content: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "ChannelName": name,
        "DataSource": dict(source),
        "InputMode": mode,
        "CompressionType": "None",
        **content,
    }


def _s3(uri: Any) -> dict[str, Any]:
    return {
        "S3DataSource": {
            "S3DataType": "S3Prefix",
            "S3Uri": uri,
            "S3DataDistributionType": "FullyReplicated",
        }
    }


def _mounted(system: FileSystem, channel: str, vocabulary: Vocabulary) -> dict[str, Any]:
    """Below what the environment calls the root: a team's folder, or the mount name of Lustre."""
    folder = f"{system.directory}/{channel}"
    return {
        "FileSystemDataSource": {
            "FileSystemId": vocabulary.placeholder("FileSystem"),
            "FileSystemType": _KINDS[system.kind],
            "FileSystemAccessMode": "ro",
            "DirectoryPath": Join(on="", values=[vocabulary.placeholder("FileSystemRoot"), folder]),
        }
    }
