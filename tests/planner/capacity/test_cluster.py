"""Dask gives the numbers of this process, bit for bit."""

import re
import warnings

import pytest

from planner.services.capacity.executors import ClusterError, chosen_executor
from tests.planner.capacity.test_running import assert_same, run

pytestmark = pytest.mark.slow


@pytest.mark.filterwarnings("ignore")
def test_two_workers_of_a_local_cluster_give_the_same_bytes() -> None:
    from distributed import LocalCluster

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with (
            LocalCluster(
                n_workers=2, threads_per_worker=1, dashboard_address=None, processes=True
            ) as cluster,
            chosen_executor(1, cluster.scheduler_address) as executor,
        ):
            there = run(executor)
    assert_same(run(), there)


def test_nobody_at_the_address_is_said_in_words() -> None:
    words = re.escape("No cluster answers at tcp://127.0.0.1:9")
    with pytest.raises(ClusterError, match=words), chosen_executor(1, "tcp://127.0.0.1:9"):
        pass
