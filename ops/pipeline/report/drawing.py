"""Matplotlib's figures as SVG that can stand in a page beside others, the same every time."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any
from warnings import catch_warnings, filterwarnings
from xml.etree import ElementTree as ET

import matplotlib as mpl
from markupsafe import Markup
from matplotlib.figure import Figure
from matplotlib.typing import RcKeyType

from ops.pipeline.report.colours import GRID, INK

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_STYLE: dict[RcKeyType, Any] = {
    "axes.edgecolor": INK,
    "axes.grid": True,
    "axes.labelcolor": INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "font.family": "sans-serif",
    "font.size": 11,
    "grid.color": GRID,
    "legend.frameon": False,
    "svg.fonttype": "none",  # text stays text: searched, read aloud, and half the size
    "text.color": INK,
    "text.parse_math": False,  # a $ in somebody's name is a dollar
    "xtick.color": INK,
    "ytick.color": INK,
}
ET.register_namespace("", _SVG)
ET.register_namespace("xlink", _XLINK)


@contextmanager
def drawn_as(name: str) -> Iterator[None]:
    with mpl.rc_context({**_STYLE, "svg.hashsalt": name}), catch_warnings():
        # The browser has the letters that Matplotlib's own font lacks.
        filterwarnings("ignore", message=r"Glyph .* missing from font")
        yield


def svg_of(figure: Figure, name: str, said: str) -> Markup:
    """``said`` is what the picture shows, for those who do not see it."""
    text = StringIO()
    figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    root = ET.fromstring(text.getvalue())  # noqa: S314 - it was drawn in the line above
    _without_style(root)
    _own_ids(root, name)
    for attribute in ("width", "height", "version"):
        root.attrib.pop(attribute, None)
    root.attrib |= {"role": "img", "aria-label": said, "class": "chart", "stroke-linejoin": "round"}
    return Markup(ET.tostring(root, encoding="unicode"))  # noqa: S704 - escaped by the serialiser


def _without_style(root: ET.Element) -> None:
    """In a page it would be the style of everything."""
    for node in (root, *root.findall(f"{{{_SVG}}}defs")):
        for tag in ("metadata", "style"):
            for child in node.findall(f"{{{_SVG}}}{tag}"):
                node.remove(child)


def _own_ids(root: ET.Element, name: str) -> None:
    """Ids are of the page, and Matplotlib calls the parts of every figure alike."""
    for node in root.iter():
        for key, value in node.attrib.items():
            if key == "id":
                node.set(key, f"{name}-{value}")
            elif key == f"{{{_XLINK}}}href" and value.startswith("#"):
                node.set(key, f"#{name}-{value[1:]}")
            elif "url(#" in value:
                node.set(key, value.replace("url(#", f"url(#{name}-"))
