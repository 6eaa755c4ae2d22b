"""The account's web server: our admin words first, everything else is the emulator's."""

import asyncio
import os
from pathlib import Path

from hypercorn.asyncio import serve as hypercorn_serve
from hypercorn.config import Config

from local import patches
from local.account import batch_gate, hooks
from local.account.admin import PREFIX, Application, Desk, reading_desk, with_admin
from local.account.context import SAGEMAKER, account_context
from local.account.environment import HOST
from local.account.spot_desk import SPOT, spot_desk
from local.batch import service as batch
from local.cloudformation.dropped import DROPPED
from local.cloudformation.install import install, served_types
from local.feature_store import service as feature_store
from local.feature_store.gate import ACCOUNT_GATE
from local.kept import services as kept
from local.sagemaker import service as sagemaker
from local.sagemaker.gate import account_gate

_KEEP_ALIVE_S = 75
_LAST_REQUESTS_S = 1


def serve(*, port: int, state: Path) -> None:
    hooks.check()
    patches.apply_all()
    install()
    asyncio.run(_serve(port, state))


async def _serve(port: int, state: Path) -> None:
    jobs = batch.create(account_context(port=port, state=state))
    context = account_context(port=port, state=state, folder="sagemaker", principals=SAGEMAKER)
    training = sagemaker.create(context, gate=account_gate, file_systems=jobs.file_systems)
    features = feature_store.create(context, training, gate=ACCOUNT_GATE)
    services = hooks.SERVICES.read()
    batch_gate.install(jobs)
    services["sagemaker"] = features
    kept.install(services)
    desks = {SPOT: spot_desk(training.admin, jobs.admin), PREFIX: _own_desk(state)}
    application: Application = with_admin(hooks.APP.read(), desks)
    try:
        await hypercorn_serve(application, _config(port))
    finally:
        await asyncio.to_thread(jobs.stop)
        await asyncio.to_thread(training.stop)
        await asyncio.to_thread(features.stop)


def _own_desk(state: Path) -> Desk:
    who = {"pid": os.getpid(), "state": str(state)}
    return reading_desk({"health": lambda: who, "dropped": DROPPED.listed, "types": served_types})


def _config(port: int) -> Config:
    config = Config()
    config.bind = [f"{HOST}:{port}"]
    config.keep_alive_timeout = _KEEP_ALIVE_S
    config.graceful_timeout = _LAST_REQUESTS_S
    return config
