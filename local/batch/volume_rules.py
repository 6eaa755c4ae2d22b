"""What AWS Batch refuses in the volumes, mount points and limits of a container."""

from collections.abc import Iterator, Mapping
from typing import Any

from local.batch.refusals import NotServedError

ULIMITS = (
    *("core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc"),
    *("rss", "rtprio", "rttime", "sigpending", "stack"),
)


def complaints_of_volumes(container: Mapping[str, Any]) -> Iterator[str]:
    names = [volume.get("name") for volume in container.get("volumes", [])]
    if len(set(names)) < len(names):
        yield "volumes names a volume twice"
    for point in container.get("mountPoints", []):
        if point.get("sourceVolume") not in names:
            yield f"mountPoints: no volume is called {point.get('sourceVolume')!r}"
        if not str(point.get("containerPath", "")).startswith("/"):
            yield f"mountPoints: containerPath must be absolute, got {point.get('containerPath')!r}"
    for volume in container.get("volumes", []):
        if "s3filesVolumeConfiguration" in volume:
            raise NotServedError(f"the volume {volume.get('name')!r} on S3 Files")
        yield from _complaints_of_efs(volume)
    yield from _complaints_of_ulimits(container)


def _complaints_of_efs(volume: Mapping[str, Any]) -> Iterator[str]:
    efs = volume.get("efsVolumeConfiguration")
    if efs is None:
        return
    authorization = efs.get("authorizationConfig", {})
    is_plain = efs.get("transitEncryption", "DISABLED") == "DISABLED"
    if authorization.get("accessPointId") and efs.get("rootDirectory", "/") != "/":
        yield "efsVolumeConfiguration: rootDirectory must be / beside an access point"
    if is_plain and (authorization.get("accessPointId") or authorization.get("iam") == "ENABLED"):
        yield "efsVolumeConfiguration: transitEncryption must be ENABLED beside authorizationConfig"


def _complaints_of_ulimits(container: Mapping[str, Any]) -> Iterator[str]:
    for limit in container.get("ulimits", []):
        if limit["name"] not in ULIMITS:
            yield f"ulimits: name must be one of {', '.join(ULIMITS)}, got {limit['name']!r}"
        if limit["softLimit"] > limit["hardLimit"] >= 0:
            yield (
                f"ulimits {limit['name']}: softLimit {limit['softLimit']} is above "
                f"hardLimit {limit['hardLimit']}"
            )
