"""Paths through a lattice, for all who walk one."""

from inkdigits.reading._lattice import Edge, Lattice

Step = tuple[Edge, int | None]
"""An edge of a path and the digit it is taken for; None where it is taken for none."""


def leaving(lattice: Lattice) -> list[list[Edge]]:
    """The edges that begin at each node."""
    found: list[list[Edge]] = [[] for _ in range(lattice.nodes)]
    for edge in lattice.edges:
        found[edge.start].append(edge)
    return found


def spaced(lattice: Lattice, path: list[Step]) -> str:
    """The digits of a path, with a space where a wide gap parts two of them."""
    text, previous = "", None
    for edge, digit in path:
        if digit is None:
            continue
        if previous is not None and any(previous.end <= gap <= edge.start for gap in lattice.gaps):
            text += " "
        text += str(digit)
        previous = edge
    return text
