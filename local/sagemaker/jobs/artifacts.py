"""What a training job leaves: the model, and further output, packed and stored."""

import tarfile
from pathlib import Path

from local.sagemaker.jobs.desk import Desk
from local.sagemaker.jobs.ml_folder import MlFolder
from local.sagemaker.jobs.storage import S3Uri
from local.sagemaker.jobs.transfer import files_of, store_folder, upload


def keep_model(desk: Desk, ml: MlFolder) -> str:
    """Answers with its S3 URI."""
    request = desk.job.request["OutputDataConfig"]
    if request.get("CompressionType") == "NONE":
        target = _output(desk).below("model")
        store_folder(desk.store, ml.made("model"), target, kms_key=request.get("KmsKeyId"))
        return f"{target}/"
    return _packed(desk, ml.made("model"), "model.tar.gz")


def keep_output(desk: Desk, ml: MlFolder) -> None:
    folder = ml.made("output/data")
    if files_of(folder):
        _packed(desk, folder, "output.tar.gz")


def model_uri(desk: Desk) -> str:
    return str(_output(desk).below("model.tar.gz"))


def _packed(desk: Desk, folder: Path, name: str) -> str:
    archive = folder.parent / f".{name}"
    with tarfile.open(archive, "w:gz", compresslevel=1) as packed:
        for path in sorted(folder.iterdir()):
            packed.add(path, arcname=path.name)
    target = _output(desk).below(name)
    upload(
        desk.store, archive, target, kms_key=desk.job.request["OutputDataConfig"].get("KmsKeyId")
    )
    archive.unlink()
    return str(target)


def _output(desk: Desk) -> S3Uri:
    return S3Uri.of(desk.job.request["OutputDataConfig"]["S3OutputPath"]).below(
        desk.job.name, "output"
    )
