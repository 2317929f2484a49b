"""The types of sound as numpy holds it. A module imports this one only if it makes sound."""

import numpy
from numpy.typing import NDArray

Sound = NDArray[numpy.float64]
"""Mono samples as numbers from -1 to 1."""
Samples = NDArray[numpy.int16]
"""Mono samples as whole numbers of 16 bits."""
