"""The emulator loads every service model of botocore to learn the names of AWS services.

Seen: the first request for a service that it does not have took seconds and 400 MB for good.
The folders of the models are named after the services, which is enough to route by.
"""

from botocore.loaders import Loader

from local.account.hooks import KNOWN_SERVICES


def apply() -> None:
    KNOWN_SERVICES.replace(frozenset(Loader().list_available_services("service-2")))
