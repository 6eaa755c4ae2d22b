"""The steps of tabular: columns scaled, learned by AWS's own XGBoost, tuned, and judged."""

from pipelines.author import Author


def steps(author: Author) -> None:
    rows = author.ingest()
    sound = author.validate(rows)
    data = author.prepare(rows, after=[sound])
    model = author.learn(data)
    author.gate(author.evaluate(model, data), model=model, data=data)
