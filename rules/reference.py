"""The page of all rules, from the rules themselves."""

from pathlib import Path

from rules.registry import FILES, RULES

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"
_TABLE = "| rule | what fails, and what to do | known from | file |\n|---|---|---|---|\n"


def table() -> str:
    rows = (
        f"| {rule.id} | {rule.says} | {rule.evidence} | "
        f"`{FILES[rule.id].parent.name}/{FILES[rule.id].name}` |"
        for rule in RULES
    )
    return _TABLE + "\n".join(rows) + "\n"


def with_table(page: str) -> str:
    """The page with its table as it should be; what stands before the table is written by hand."""
    return page.partition(_TABLE)[0] + table()


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text("utf-8")), "utf-8")
