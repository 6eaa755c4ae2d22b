"""The model that serves now, held to the same rows as the one that would follow it."""

from pathlib import Path

from workloads.stages import archives, transforms
from workloads.stages.objects import fetch
from workloads.stages.scaling import Scaler
from workloads.stages.settings import Settings

NONE = "none"
SETTINGS = ("champion", "champion_transform")


def there_is_one(settings: Settings) -> bool:
    return settings.word("champion", otherwise=NONE) != NONE


def unpacked(settings: Settings, into: Path) -> Path:
    uri = settings.word("champion", otherwise=NONE)
    return archives.unpack(fetch(uri), into, called=f"the champion {uri}")


def scaler(settings: Settings, model: Path, into: Path) -> Scaler | None:
    """The one that it was trained with: in its own archive, or where the registry says."""
    uri = settings.word("champion_transform", otherwise=NONE)
    if uri == NONE:
        return transforms.its_own(model)
    return Scaler.load(archives.unpack(fetch(uri), into, called=f"its transform {uri}"))
