"""Whether services that AWS has closed to new accounts are open to this one."""

from config.closed_services import ClosedService
from config.whole import Broken, Whole, sound


def closed_doors(whole: Whole) -> Broken:
    if "existing_customer" in whole.unread:
        return
    service = ClosedService.GROUND_TRUTH
    if service not in (whole.existing_customer or ()):
        for name, _ in sound(whole.labelling):
            yield ("labelling", name), service.refusal
