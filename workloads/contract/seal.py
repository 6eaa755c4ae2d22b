"""A checksum in front of a content: what is torn or rotten is never taken for whole."""

import hashlib

_MARK = b"millrace checkpoint 1"


class TornError(ValueError):
    """A content is not what was sealed: cut short, changed, or never sealed."""


def seal(number: int, content: bytes) -> bytes:
    """``number`` says which of several is the newest, and is covered by the checksum too."""
    told = b"%d\n%s" % (number, content)
    return b"%s %s\n%s" % (_MARK, _sum(told), told)


def unseal(sealed: bytes) -> tuple[int, bytes]:
    """The number and the content; TornError if a single bit differs."""
    head, _, told = sealed.partition(b"\n")
    if head != b"%s %s" % (_MARK, _sum(told)):
        raise TornError(f"{len(sealed)} bytes do not carry the checksum of what follows it")
    number, _, content = told.partition(b"\n")
    return int(number), content


def _sum(told: bytes) -> bytes:
    return hashlib.sha256(told).hexdigest().encode()
