"""How long things last for jobs here, where nobody wants to wait for machines and images."""

from dataclasses import dataclass

from local.batch.pace import Pace


@dataclass(frozen=True, kw_only=True)
class JobPace(Pace):
    image_s: float = 0.2
    """What finding a machine and pulling an image takes; AWS needs minutes."""
    sync_s: float = 1.0
    """Between two looks at folders that are kept the same as S3 while a job runs."""
    spot_share: float = 0.3
    """Of the time of a spot job this is billed; AWS bills what spot cost of on-demand's price."""
