"""Fetches the package named by CODE_URI into the container and runs ENTRY_MODULE of it."""

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
    where, module = urlsplit(os.environ["CODE_URI"]), os.environ["ENTRY_MODULE"]
    code = boto3.client("s3").get_object(Bucket=where.netloc, Key=where.path[1:])["Body"].read()
    folder = tempfile.mkdtemp()
    zipfile.ZipFile(io.BytesIO(code)).extractall(Path(folder, module.partition(".")[0]))
    sys.path.insert(0, folder)
    runpy.run_module(module, run_name="__main__")


if __name__ == "__main__":
    main()
