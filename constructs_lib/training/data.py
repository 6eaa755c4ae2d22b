"""Rights on a prefix of a zone, as SageMaker uses them for its jobs."""

from aws_cdk import aws_iam as iam

from constructs_lib.zone import Zone

_READ = ("s3:GetObject",)
_WRITE = ("s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject")


def allow_read(role: iam.Role, zone: Zone, prefix: str) -> None:
    """A channel is listed by its URI as it is given: below the prefix, or with a slash."""
    _allow_list(role, zone, f"{prefix}/*")
    _allow(role, zone, prefix, _READ)
    zone.key.grant_decrypt(role)


def allow_write(role: iam.Role, zone: Zone, prefix: str) -> None:
    _allow_list(role, zone, f"{prefix}/*")
    _allow(role, zone, prefix, _WRITE)
    zone.key.grant_use(role)


def allow_fetch(role: iam.Role, uri: str) -> None:
    bucket, _, key = uri.removeprefix("s3://").partition("/")
    pattern = f"{key}*" if key.endswith("/") else key
    iam.Grant.add_to_principal(
        grantee=role,
        actions=list(_READ),
        resource_arns=[f"arn:aws:s3:::{bucket}/{pattern}"],
    )
    iam.Grant.add_to_principal(
        grantee=role,
        actions=["s3:ListBucket"],
        resource_arns=[f"arn:aws:s3:::{bucket}"],
        conditions={"StringLike": {"s3:prefix": pattern}},
    )


def _allow(role: iam.Role, zone: Zone, prefix: str, actions: tuple[str, ...]) -> None:
    iam.Grant.add_to_principal(
        grantee=role,
        actions=list(actions),
        resource_arns=[zone.arn_for_objects(f"{prefix}/*")],
    )


def _allow_list(role: iam.Role, zone: Zone, pattern: str) -> None:
    iam.Grant.add_to_principal(
        grantee=role,
        actions=["s3:ListBucket"],
        resource_arns=[zone.bucket_arn],
        conditions={"StringLike": {"s3:prefix": pattern}},
    )
