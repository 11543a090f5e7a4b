"""Where a study runs: in this process, in several, or on a Dask cluster."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

from planner.domain.errors import PlannerError
from planner.domain.sentences import told

_CONNECT_SECONDS = 5


class ClusterError(PlannerError):
    """The cluster cannot be used."""


@contextmanager
def chosen_executor(jobs: int, cluster: str | None) -> Iterator[Executor | None]:
    """An executor for so many processes, or the cluster at an address; None: this process.

    Raises:
        ClusterError: the optional packages are missing, or nobody answers there.
    """
    if cluster is not None:
        with _on_cluster(cluster) as executor:
            yield executor
    elif jobs > 1:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(jobs, mp_context=context) as executor:
            yield executor
    else:
        yield None


@contextmanager
def _on_cluster(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client
    except ImportError:
        raise ClusterError(
            told(
                "A cluster needs more packages; install them with pip install"
                " 'harbourplan[cluster]'."
            )
        ) from None
    try:
        client: Any = Client(  # type: ignore[no-untyped-call]
            address, timeout=_CONNECT_SECONDS, set_as_default=False
        )
    except (OSError, ValueError, TypeError) as fault:
        raise ClusterError(
            told(
                "No cluster answers at {address}: {name}.",
                address=address,
                name=type(fault).__name__,
            )
        ) from None
    with client:
        yield client.get_executor(pure=False)
