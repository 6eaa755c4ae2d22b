"""Images and labels as the network takes them; needs neither a data set nor scikit-learn."""

import numpy as np
from numpy.typing import NDArray

Images = NDArray[np.float32]
"""(samples, 64): 8 x 8 grey levels, 0 to 1."""
Labels = NDArray[np.int64]
"""(samples,): the digit, 0 to 9."""

SIDE = 8
LEVELS = 16
"""Grey levels in a file are whole numbers from 0 to this."""
