"""The resource types that we add, one row each: add a row and CloudFormation serves the type."""

from collections.abc import Mapping

from local.cloudformation.rows import Row
from local.cloudformation.types.batch import BATCH
from local.cloudformation.types.costs import COSTS
from local.cloudformation.types.data import DATA
from local.cloudformation.types.events import EVENTS
from local.cloudformation.types.files import FILES
from local.cloudformation.types.network import NETWORK
from local.cloudformation.types.sagemaker import SAGEMAKER
from local.cloudformation.types.studio import STUDIO
from local.cloudformation.types.watching import WATCHING

ROWS: Mapping[str, Row] = {
    row.type: row
    for row in (
        *(*BATCH, *COSTS, *DATA, *EVENTS, *FILES),
        *(*NETWORK, *SAGEMAKER, *STUDIO, *WATCHING),
    )
}
