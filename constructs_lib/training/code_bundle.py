"""The code of a workload, as the one object in S3 that its containers unpack."""

import hashlib
import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path

from aws_cdk import AssetHashType
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3_assets as assets
from constructs import Construct

from constructs_lib.training.archive import compressed, packed


class CodeBundle(Construct):
    """Its name in S3 is the hash of what is in it: unchanged code is an unchanged pipeline."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        packages: Sequence[Path],
        without: Collection[str] = (),
    ) -> None:
        super().__init__(scope, id)
        archive = packed(packages, without=without)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "code.tgz"
            file.write_bytes(compressed(archive))
            self._asset = assets.Asset(
                self,
                "Code",
                path=str(file),
                # Of the archive, not of the file: another zlib compresses to other bytes.
                asset_hash=hashlib.sha256(archive).hexdigest(),
                asset_hash_type=AssetHashType.CUSTOM,
            )
        self.uri = self._asset.s3_object_url

    def grant_read(self, grantee: iam.IGrantable) -> None:
        """With what lies beside it: an execution that runs while its code is deployed anew goes on
        with the old, and is not to lose it. SageMaker lists before it fetches.
        """
        bucket, key = self._asset.bucket, self._asset.s3_object_key
        folder, slash, _ = key.rpartition("/")
        readable = f"{folder}/*" if slash else key
        iam.Grant.add_to_principal(
            grantee=grantee,
            actions=["s3:GetObject"],
            resource_arns=[bucket.arn_for_objects(readable)],
        )
        iam.Grant.add_to_principal(
            grantee=grantee,
            actions=["s3:ListBucket"],
            resource_arns=[bucket.bucket_arn],
            conditions={"StringLike": {"s3:prefix": readable}},
        )
