"""What the desk may do by itself, as the environment file says."""

from dataclasses import dataclass, field

from millrace.domain.fleets import Fleets


@dataclass(frozen=True, kw_only=True)
class Policy:
    retries: int = 1
    """How many jobs may be submitted in place of one, all in all, after failures of a service."""
    on_demand_after_spot: bool = True
    larger_after_out_of_memory: bool = True
    keep_days: int = 400
    """How long the ledger keeps a job that has ended."""
    fleets: Fleets = field(default_factory=Fleets)
