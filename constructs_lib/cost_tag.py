"""By which tag a cost is counted: AWS counts only tags that Billing was told to."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class CostTag:
    """To be activated once in the payer's account, under Billing, Cost allocation tags."""

    key: str
    value: str
