"""Where the account is: the file that other programs read, and the answer of the account itself."""

import http.client
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from local.account.environment import HOST

_ANSWER_S = 2


@dataclass(frozen=True)
class Account:
    """A local account that was started."""

    endpoint: str
    region: str
    pid: int
    port: int


def read(state: Path) -> Account | None:
    try:
        return Account(**json.loads(_file(state).read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def write(state: Path, account: Account | None) -> None:
    """Whole or not at all, so that a reader never sees half of it."""
    if account is None:
        _file(state).unlink(missing_ok=True)
        return
    draft = state.with_suffix(".draft")
    draft.write_text(json.dumps(asdict(account), indent=2) + "\n")
    draft.replace(_file(state))


def health(port: int) -> dict[str, Any]:
    """Who answers on the port; nothing if that is no local account."""
    try:
        answer = ask(port, "health")
    except (OSError, http.client.HTTPException, ValueError):
        return {}
    return answer if isinstance(answer, dict) else {}


def ask(port: int, word: str) -> Any:
    """GET /_millrace/<word>, past every proxy."""
    connection = http.client.HTTPConnection(HOST, port, timeout=_ANSWER_S)
    try:
        connection.request("GET", f"/_millrace/{word}")
        response = connection.getresponse()
        if response.status != http.HTTPStatus.OK:
            raise http.client.HTTPException(f"{word}: {response.status} {response.reason}")
        return json.loads(response.read())
    finally:
        connection.close()


def _file(state: Path) -> Path:
    return state.with_suffix(".json")
