"""Settings for every test: generated cases must not depend on how busy the machine is."""

import os

from hypothesis import settings

settings.register_profile("harbourplan", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("harbourplan")
