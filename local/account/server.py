"""The account's web server: our admin words first, everything else is the emulator's."""

import asyncio
import os
from pathlib import Path

from hypercorn.asyncio import serve as hypercorn_serve
from hypercorn.config import Config

from local import patches
from local.account import hooks
from local.account.admin import PREFIX, Application, Desk, reading_desk, with_admin
from local.account.context import account_context
from local.account.environment import HOST
from local.batch import service as batch
from local.batch.admin import PREFIX as BATCH_ADMIN
from local.cloudformation.dropped import DROPPED
from local.cloudformation.install import install, served_types
from local.kept import services as kept

_KEEP_ALIVE_S = 75
_LAST_REQUESTS_S = 1


def serve(*, port: int, state: Path) -> None:
    hooks.check()
    patches.apply_all()
    install()
    asyncio.run(_serve(port, state))


async def _serve(port: int, state: Path) -> None:
    jobs = batch.create(account_context(port=port, state=state))
    services = hooks.SERVICES.read()
    services["batch"] = jobs
    kept.install(services)
    desks = {BATCH_ADMIN: jobs.admin, PREFIX: _own_desk(state)}
    application: Application = with_admin(hooks.APP.read(), desks)
    try:
        await hypercorn_serve(application, _config(port))
    finally:
        await asyncio.to_thread(jobs.stop)


def _own_desk(state: Path) -> Desk:
    who = {"pid": os.getpid(), "state": str(state)}
    return reading_desk({"health": lambda: who, "dropped": DROPPED.listed, "types": served_types})


def _config(port: int) -> Config:
    config = Config()
    config.bind = [f"{HOST}:{port}"]
    config.keep_alive_timeout = _KEEP_ALIVE_S
    config.graceful_timeout = _LAST_REQUESTS_S
    return config
