"""Servers outside AWS's own services, by name or address."""

from typing import Annotated, TypeAlias

from config.words import Spelling

_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"

Host: TypeAlias = Annotated[
    str,
    Spelling(
        rf"(?=.{{1,253}}$){_LABEL}(\.{_LABEL})*",
        "the DNS name or IPv4 address of a server, without protocol, port or path",
    ),
]
