"""S3 as the role of a feature group."""

from dataclasses import dataclass
from typing import Protocol, TypedDict

from botocore.exceptions import BotoCoreError, ClientError
from mypy_boto3_s3 import S3Client

from local.account.permission import refusal
from local.api.context import AccountContext, RoleRefusedError
from local.batch.clients import Clients
from local.feature_store.group import Place

_SESSION = "SageMakerFeatureStore"
_ACL = "s3:PutObjectAcl"


class _KeyArguments(TypedDict, total=False):
    SSEKMSKeyId: str


class WriteRefusedError(Exception):
    """The offline store cannot be written: by its role, its bucket or its key."""


class Buckets(Protocol):
    def write(self, place: Place, key: str, body: bytes) -> None:
        """Raises WriteRefusedError."""


class AwsBuckets:
    def __init__(self, context: AccountContext) -> None:
        self._context = context
        self._clients = Clients(context.endpoint)
        self._by_role: dict[str, _AsRole] = {}

    def write(self, place: Place, key: str, body: bytes) -> None:
        try:
            self._as_role(place.role).write(place, f"{place.prefix}/{key}", body)
        except (BotoCoreError, ClientError, RoleRefusedError) as error:
            # The role may be another one by the next time.
            self._by_role.pop(place.role, None)
            raise WriteRefusedError(str(error)) from error

    def _as_role(self, role: str) -> "_AsRole":
        if role not in self._by_role:
            keys = self._context.role_credentials(role, _SESSION)
            client = self._clients.make("s3", keys, self._context.region)
            self._by_role[role] = _AsRole(client, keys["AWS_ACCESS_KEY_ID"])
        return self._by_role[role]


@dataclass(frozen=True)
class _AsRole:
    client: S3Client
    access_key: str

    def write(self, place: Place, key: str, body: bytes) -> None:
        """As AWS does: asks whose the bucket is, and gives the object to it."""
        self.client.get_bucket_acl(Bucket=place.bucket)
        self._refuse_acl(f"arn:aws:s3:::{place.bucket}/{key}")
        self.client.put_object(
            Bucket=place.bucket,
            Key=key,
            Body=body,
            ACL="bucket-owner-full-control",
            ServerSideEncryption="aws:kms",
            **_key(place),
        )

    def _refuse_acl(self, resource: str) -> None:
        """S3 asks for this right where an object is put with an ACL; the emulator does not."""
        denied = refusal(self.access_key, _ACL, resource)
        if denied:
            raise WriteRefusedError(
                f"AccessDenied: {denied.caller} is not authorized to perform: {_ACL} on {resource}"
            )


def _key(place: Place) -> _KeyArguments:
    return {"SSEKMSKeyId": place.kms_key} if place.kms_key else {}
