"""What can stand in place of a net's last layer: torch modules, fitted to its features."""

from inkdigits.models.heads._fit import fit_head as fit_head
