"""Fetches the workload at CODE_URI and the library at LIBRARY_URI, and runs ENTRY_MODULE."""

import io
import os
import runpy
import sys
import tempfile
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import boto3


def main() -> None:
    module, folder = os.environ["ENTRY_MODULE"], tempfile.mkdtemp()
    packages = {module.split(".")[1]: "CODE_URI", "contract": "LIBRARY_URI"}
    for name, setting in packages.items():
        where = urlsplit(os.environ[setting])
        found = boto3.client("s3").get_object(Bucket=where.netloc, Key=where.path[1:])
        code = zipfile.ZipFile(io.BytesIO(found["Body"].read()))
        code.extractall(Path(folder, "workloads", name))
    sys.path.insert(0, folder)
    runpy.run_module(module, run_name="__main__")


if __name__ == "__main__":
    main()
