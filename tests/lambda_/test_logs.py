"""A function's log has one JSON object for each line."""

import io
import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any

import pytest

from millrace.logs import JsonLines, logger


def logged(**extra: Any) -> dict[str, Any]:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines("tested"))
    log = logging.Logger("tested")  # noqa: LOG001 - one for each test
    log.addHandler(handler)
    log.warning("told\nin two lines", **extra)
    [line] = written.getvalue().splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def test_a_line_has_its_time_its_level_its_service_and_what_was_told_beside_it() -> None:
    line = logged(extra={"outcome": "late", "attempt": 2})

    told_at = datetime.fromisoformat(line.pop("timestamp"))
    assert abs((datetime.now(UTC) - told_at).total_seconds()) < 60
    assert line == {
        "level": "WARNING",
        "service": "tested",
        "message": "told\nin two lines",
        "outcome": "late",
        "attempt": 2,
    }


def test_a_mistake_leaves_its_traceback() -> None:
    mistake = ZeroDivisionError("by zero")

    assert "ZeroDivisionError: by zero" in logged(exc_info=mistake)["exception"]


def test_what_json_does_not_know_is_written_as_its_text() -> None:
    assert logged(extra={"error": ValueError("odd")})["error"] == "odd"


def test_a_line_leads_to_its_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_X_AMZN_TRACE_ID", "Root=1-5f;Sampled=1")

    assert logged()["xray_trace_id"] == "Root=1-5f;Sampled=1"


def test_a_service_has_one_log_that_writes_each_line_once() -> None:
    log = logger("once")

    assert logger("once") is log
    assert [getattr(handler, "stream", None) for handler in log.handlers] == [sys.stdout]
    assert (log.level, log.propagate) == (logging.INFO, False)
