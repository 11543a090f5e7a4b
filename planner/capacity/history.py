"""What happened in each replication, person by person: the same tables from every engine."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.capacity.scenario import Need

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Block:
    """People of one kind; arrays of shape (persons, replications).

    ``arrival`` is when somebody is referred, or ready if she waits at time 0; ``out`` when her
    waiting ends, by admission if ``taken``; ``end`` the discharge, for others the same as ``out``.
    Who still waits when the simulation ends is out then and not taken. ``waited`` is how long
    those who wait at time 0 have waited already, one for each person.
    """

    need: Need
    group: int
    arrival: Array
    out: Array
    taken: Mask
    end: Array
    waited: Array | None = None


@dataclass(frozen=True)
class Served:
    """Somebody in service at time 0; ``end`` in each replication, ``elapsed`` at time 0."""

    need: Need
    elapsed: float
    place_left: float
    end: Array


@dataclass(frozen=True)
class History:
    """Everybody: in service at 0, waiting at 0, and referred later, one block for each class."""

    served: tuple[Served, ...]
    waiting: tuple[Block, ...]
    referred: tuple[Block, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Those waiting at 0 and those referred later."""
        return (*self.waiting, *self.referred)
