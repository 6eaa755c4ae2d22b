"""Reads S3's notice of an upload out of a queue message."""

from millrace.domain.landing_desk import Notice
from millrace.fields import mapping, parsed, text


def notice_from(body: str) -> Notice:
    """EventBridge gives the key as it is, not as part of a URL."""
    detail = mapping(parsed(body).get("detail"), "detail")
    found = mapping(detail.get("object"), "detail.object")
    version = found.get("version-id")
    return Notice(key=text(found, "key"), version=version if isinstance(version, str) else None)
