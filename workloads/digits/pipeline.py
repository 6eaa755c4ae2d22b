"""The steps of digits: images augmented, learned by our own script, made smaller, and judged."""

from pipelines.author import Author


def steps(author: Author) -> None:
    rows = author.ingest()
    sound = author.validate(rows)
    data = author.augment(author.prepare(rows, after=[sound]))
    model = author.compress(author.learn(data), data)
    author.gate(author.evaluate(model, data), model=model, data=data)
