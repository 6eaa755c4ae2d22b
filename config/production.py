"""What an environment must have to be called production."""

from config.errors import RefusedError
from config.network import EndpointZones
from config.whole import Broken, Whole

_WORDS = {"prod", "prd", "production"}
_FEWEST_ZONES = 3
_FEWEST_PAGED = 2


def careless_production(whole: Whole) -> Broken:
    if _WORDS.isdisjoint((whole.name or "").split("-")):
        return
    yield from _loses_data(whole)
    yield from _fails_with_a_zone(whole)
    yield from _is_not_watched(whole)


def _loses_data(whole: Whole) -> Broken:
    if whole.data and whole.data.deletable:
        yield (
            ("data", "deletable"),
            RefusedError("production data is never deletable", allowed="false"),
        )


def _fails_with_a_zone(whole: Whole) -> Broken:
    """Of two zones, the one that is left would have to hold twice what it holds."""
    if whole.zones is not None and len(whole.zones) < _FEWEST_ZONES:
        wrong = "production must have room when a zone fails: needs at least"
        yield ("zones",), RefusedError(f"{wrong} {_FEWEST_ZONES}, given {len(whole.zones)}")
    if whole.network and whole.network.endpoint_zones is EndpointZones.ONE:
        yield (
            ("network", "endpoint_zones"),
            RefusedError("production must reach AWS when a zone fails", allowed="all"),
        )


def _is_not_watched(whole: Whole) -> Broken:
    if whole.governance is None and "governance" not in whole.unread:
        yield ("governance",), RefusedError("is missing: production has a budget and an audit")
    if whole.governance and not whole.governance.data_events:
        yield (
            ("governance", "data_events"),
            RefusedError("production records who reads and writes its data", allowed="true"),
        )
    page = whole.alerts and whole.alerts.page
    if page and not page.slack and len(page.emails) < _FEWEST_PAGED:
        yield (
            ("alerts", "page"),
            RefusedError(
                "production pages more than one person",
                allowed=f"at least {_FEWEST_PAGED} emails, or slack",
            ),
        )
