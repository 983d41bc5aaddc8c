"""Who does much of the same kind: the processes of one machine, or those of a Ray cluster."""

from inkdigits.engines._engine import Do as Do
from inkdigits.engines._engine import Engine as Engine
from inkdigits.engines._local import LocalEngine as LocalEngine
from inkdigits.engines._ray import RayEngine as RayEngine
