"""A file of the synthesis itself, as an asset."""

import tempfile
from pathlib import Path

from aws_cdk import aws_s3_assets as assets
from constructs import Construct


def written_asset(scope: Construct, id: str, *, name: str, text: str) -> assets.Asset:
    """The same text is the same asset, wherever it was written for a moment."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_text(text, "utf-8")
        return assets.Asset(scope, id, path=str(file))
