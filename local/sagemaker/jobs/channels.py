"""The input data of a training job, where its container expects it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from local.batch.volumes import Volumes
from local.sagemaker.jobs.containers import Mount
from local.sagemaker.jobs.desk import Desk
from local.sagemaker.jobs.failures import client_error
from local.sagemaker.jobs.ml_folder import ROOT, MlFolder
from local.sagemaker.jobs.storage import S3Uri
from local.sagemaker.jobs.transfer import fetch, unzip

Channel = Mapping[str, Any]
DATA = "input/data"


def bring(channel: Channel, desk: Desk, folder: Path) -> None:
    """FastFile shows the same files as File; here it copies them as well."""
    folder.mkdir(parents=True, exist_ok=True)
    source = channel["DataSource"].get("S3DataSource")
    if not source:
        return
    if source["S3DataType"] != "S3Prefix":
        raise client_error(
            f"the channel {channel['ChannelName']!r} has the S3DataType {source['S3DataType']}, "
            f"the local account serves S3Prefix"
        )
    fetch(desk.store, S3Uri.of(source["S3Uri"]), folder, region=desk.region, role=desk.job.role)
    if channel.get("CompressionType") == "Gzip":
        unzip(folder)


def is_piped(channel: Channel, request: Mapping[str, Any]) -> bool:
    default = request["AlgorithmSpecification"]["TrainingInputMode"]
    mode = channel.get("InputMode", default)
    return mode == "Pipe" and "S3DataSource" in channel["DataSource"]


def mounts(channels: list[Channel], shared: Path, ml: MlFolder) -> dict[str, Mount]:
    """Channels on file systems; where there are no mounts they are links."""
    found = {}
    for channel in channels:
        source = channel["DataSource"].get("FileSystemDataSource")
        if source:
            target = f"{ROOT}/{DATA}/{channel['ChannelName']}"
            folder = _on_file_system(source, shared)
            found[target] = Mount(folder, is_read_only=source["FileSystemAccessMode"] == "ro")
            if not ml.is_mounted:
                place = ml.made(target)
                place.rmdir()
                place.symlink_to(folder)
    return found


def _on_file_system(source: Mapping[str, str], shared: Path) -> Path:
    """The folder that jobs of AWS Batch see for the same file system."""
    volume = {
        "efsVolumeConfiguration": {
            "fileSystemId": source["FileSystemId"],
            "rootDirectory": source["DirectoryPath"],
        }
    }
    folder = Volumes(shared=shared, own=shared).folder(volume)
    if not any(folder.iterdir()):
        raise client_error(
            f"the file system {source['FileSystemId']} has no files in {source['DirectoryPath']}"
        )
    return folder


def input_data_config(request: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    default = request["AlgorithmSpecification"]["TrainingInputMode"]
    return {
        channel["ChannelName"]: _told(channel, default)
        for channel in request.get("InputDataConfig", [])
    }


def _told(channel: Channel, default_mode: str) -> dict[str, str]:
    source = channel["DataSource"].get("S3DataSource", {})
    told = {
        "TrainingInputMode": channel.get("InputMode", default_mode),
        "S3DistributionType": source.get("S3DataDistributionType", "FullyReplicated"),
        "RecordWrapperType": channel.get("RecordWrapperType", "None"),
    }
    content = {"ContentType": channel["ContentType"]} if "ContentType" in channel else {}
    return {**told, **content}
