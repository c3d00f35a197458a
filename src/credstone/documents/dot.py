"""A graph of a pathway in Graphviz's DOT language, which people keep, change and draw.

Shapes tell what a node is, borders its state: double is met, dashed waived, dotted not asked. The
words stand in every node too, so nothing rests on how it looks.
"""

from __future__ import annotations

import textwrap

from credstone.model.progress import State
from credstone.stacking.graph import Edge, Graph, Node, Shape

_SHAPES = {
    Shape.GROUP: 'shape=box style="rounded',
    Shape.CREDENTIALS: 'shape=box style="solid',
    Shape.PERSON: 'shape=hexagon style="solid',
    Shape.CHOICE: 'shape=diamond style="solid',
    Shape.CREDENTIAL: 'shape=ellipse style="solid',
}
_BORDERS = {
    State.MET: '" peripheries=2',
    State.OPEN: '"',
    State.WAIVED: ',dashed" peripheries=2',
    State.NOT_ASKED: ',dotted"',
}
_WIDTH = 32


def to_dot(graph: Graph) -> str:
    """``graph`` as DOT; the same graph gives the same text."""
    lines = [
        f"digraph {_quoted(graph.title)} {{",
        f"  label={_quoted(graph.title)} labelloc=t rankdir=LR;",
        '  node [fontname="sans-serif"]; edge [fontname="sans-serif"];',
        *(f"  {_node(one)}" for one in graph.nodes),
        *(f"  {_edge(one)}" for one in graph.edges),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _node(node: Node) -> str:
    label = [part for line in node.lines if line for part in textwrap.wrap(line, _WIDTH)]
    border = '"' if node.state is None else _BORDERS[node.state]
    return f"{_quoted(node.id)} [label={_quoted(*label)} {_SHAPES[node.shape]}{border}];"


def _edge(edge: Edge) -> str:
    words = f" label={_quoted(edge.words)}" if edge.words else ""
    look = " style=dashed constraint=false" if edge.order else ""
    ends = f"{_quoted(edge.start)} -> {_quoted(edge.end)}"
    return f"{ends} [{(words + look).strip()}];" if words or look else f"{ends};"


def _quoted(*lines: str) -> str:
    """A DOT string; a backslash or a quote in it means itself, and no control character stays."""
    plain = (
        "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in line)
        for line in lines
    )
    escaped = (line.replace("\\", "\\\\").replace('"', '\\"') for line in plain)
    return '"' + "\\n".join(escaped) + '"'
