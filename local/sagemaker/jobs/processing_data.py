"""What goes into a processing job, and what comes out of it."""

from collections.abc import Mapping
from typing import Any

from local.sagemaker.jobs.desk import Desk
from local.sagemaker.jobs.failures import client_error
from local.sagemaker.jobs.mirror import Mirror
from local.sagemaker.jobs.ml_folder import MlFolder
from local.sagemaker.jobs.storage import S3Uri
from local.sagemaker.jobs.transfer import fetch, store_folder, unzip


def bring(one: Mapping[str, Any], desk: Desk, ml: MlFolder) -> None:
    source = one.get("S3Input")
    if source is None:
        raise client_error(f"the input {one['InputName']!r} has no S3Input, which is served here")
    if source["S3DataType"] != "S3Prefix":
        raise client_error(
            f"the input {one['InputName']!r} has the S3DataType {source['S3DataType']}, "
            f"the local account serves S3Prefix"
        )
    folder = ml.made(source["LocalPath"])
    fetch(desk.store, S3Uri.of(source["S3Uri"]), folder, region=desk.region, role=desk.job.role)
    if source.get("S3CompressionType") == "Gzip":
        unzip(folder)


class Outputs:
    """Those EndOfJob go when the job succeeded, the Continuous ones as they come."""

    def __init__(self, desk: Desk, ml: MlFolder, *, every_s: float) -> None:
        wanted = desk.job.request.get("ProcessingOutputConfig", {})
        self._desk = desk
        self._kms_key = wanted.get("KmsKeyId")
        self._places = [
            (ml.made(one["S3Output"]["LocalPath"]), one["S3Output"])
            for one in wanted.get("Outputs", [])
        ]
        self._mirrors = [
            Mirror(
                desk.store,
                folder,
                S3Uri.of(one["S3Uri"]),
                kms_key=self._kms_key,
                every_s=every_s,
            )
            for folder, one in self._places
            if one["S3UploadMode"] == "Continuous"
        ]

    def start(self) -> None:
        for mirror in self._mirrors:
            mirror.start()

    def finish(self, *, is_success: bool) -> None:
        """Raises JobFailedError."""
        for mirror in self._mirrors:
            mirror.finish()
        for folder, one in self._places:
            if is_success and one["S3UploadMode"] == "EndOfJob":
                target = S3Uri.of(one["S3Uri"])
                store_folder(self._desk.store, folder, target, kms_key=self._kms_key)
