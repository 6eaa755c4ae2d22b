"""An account, and a time at which nothing has happened for some minutes."""

from datetime import timedelta

from millrace.domain.reconciling.place import Place
from millrace.domain.reconciling.rounds import Round
from tests.lambda_.reconciling.batch_stories import ACCOUNT, START

PLACE = Place.of(f"arn:aws:lambda:{ACCOUNT}:function:reconcile-ledger")
QUIET = START + timedelta(minutes=30)
ROUND = Round.of(QUIET, now=QUIET)
