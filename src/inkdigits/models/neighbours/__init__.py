from inkdigits.models.neighbours._distance import Distance as Distance
from inkdigits.models.neighbours._estimator import NearestNeighbours as NearestNeighbours
from inkdigits.models.neighbours._image_distortion import ImageDistortion as ImageDistortion
from inkdigits.models.neighbours._markov_distortion import MarkovDistortion as MarkovDistortion
from inkdigits.models.neighbours._minkowski import Minkowski as Minkowski
from inkdigits.models.neighbours._shape_context import ShapeContext as ShapeContext
from inkdigits.models.neighbours._shifts import Shifts as Shifts
from inkdigits.models.neighbours._tangent import Tangent as Tangent
