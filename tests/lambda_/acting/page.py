"""Writes the table of failure classes in docs/job-desk.md from the taxonomy.

python -m tests.lambda_.acting.page
"""

from collections import Counter
from pathlib import Path

from millrace.domain.taxonomy import FailureClass, classes, rules

PAGE = Path(__file__).parents[3] / "docs" / "job-desk.md"
BEGIN, END = "<!-- classes: begin -->", "<!-- classes: end -->"
_DONE = {
    "retry": "submits it again",
    "on-demand": "submits it again on on-demand",
    "spot": "submits it again on spot",
    "larger": "submits it again with the memory of the next size",
}


def table() -> str:
    count = Counter(rule.cls for rule in rules())
    lines = [
        "| class | what happened | the desk | else | what to do | rules |",
        "|---|---|---|---|---|---|",
        *(_line(cls, count[name]) for name, cls in classes().items()),
    ]
    return "\n".join(lines)


def _line(cls: FailureClass, count: int) -> str:
    does = ", or ".join(_DONE[action] for action in cls.actions) or "does nothing"
    otherwise = "tells its team" if cls.tells else "nothing"
    cells = (f"`{cls.name}`", cls.says, does, otherwise, cls.advise, str(count))
    return f"| {' | '.join(cells)} |"


def renewed(page: str) -> str:
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
