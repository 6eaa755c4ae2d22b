"""The charts of a report."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ops.pipeline.report.colours import DASHES, SERIES
from ops.pipeline.report.drawing import drawn_as, svg_of
from ops.pipeline.report.tuning import Tuning

_SIZE = (5.4, 3.0)
_FEW = 12
"""Points that are seen one by one."""


def tuning_chart(tuning: Tuning, name: str) -> Markup:
    """Each trial's objective, and the best up to there."""
    tried = [
        (n, one.objective) for n, one in enumerate(tuning.trials, 1) if one.objective is not None
    ]
    numbers, values = [n for n, _ in tried], [value for _, value in tried]
    with drawn_as(name):
        figure, axes = _empty("training job", tuning.metric)
        axes.scatter(numbers, values, color=SERIES[0], label="each job", zorder=3)
        axes.step(numbers, tuning.best_so_far, where="post", color=SERIES[1], label="best so far")
        axes.set_xlim(0.5, len(tuning.trials) + 0.5)
        axes.legend()
        said = f"{tuning.metric} of {len(values)} training jobs, best {tuning.best_so_far[-1]:.4g}"
        return svg_of(figure, name, said)


def curves_chart(kind: str, series: Mapping[str, Sequence[float]], name: str) -> Markup:
    with drawn_as(name):
        figure, axes = _empty("time it was logged", kind)
        for number, (label, values) in enumerate(series.items()):
            axes.plot(
                range(1, len(values) + 1),
                values,
                color=SERIES[number % len(SERIES)],
                linestyle=DASHES[number % len(DASHES)],
                marker="o" if len(values) <= _FEW else "",
                label=label,
            )
        axes.legend()
        ends = ", ".join(f"{label} {values[-1]:.4g}" for label, values in series.items())
        return svg_of(figure, name, f"{kind} over the training, at its end: {ends}")


def _empty(across: str, up: str) -> tuple[Figure, Axes]:
    figure = Figure(figsize=_SIZE)
    figure.subplots_adjust(left=0.15, right=0.98, bottom=0.17, top=0.96)
    axes = figure.add_subplot()
    axes.set_xlabel(across)
    axes.set_ylabel(up)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    return figure, axes
