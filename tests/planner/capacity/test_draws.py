import numpy as np

from planner.capacity.draws import Draws, Stream


def test_numbers_do_not_depend_on_the_block_that_asks_for_them() -> None:
    whole = Draws(7, 0, 60)
    for stream in Stream:
        numbers = whole.uniforms(stream, 3, 20)
        for first, count in ((0, 10), (10, 2), (35, 25)):
            part = Draws(7, first, count).uniforms(stream, 3, 20)
            np.testing.assert_array_equal(part, numbers[:, first : first + count])


def test_numbers_do_not_depend_on_how_many_were_asked_for_before() -> None:
    one, other = Draws(7, 0, 5), Draws(7, 0, 5)
    for rows in (3, 11, 40):
        one.uniforms(Stream.STAY, 0, rows)
    np.testing.assert_array_equal(
        one.uniforms(Stream.STAY, 0, 40), other.uniforms(Stream.STAY, 0, 40)
    )
    one.unit_arrivals(0, 5.0, 5.0)
    late = one.unit_arrivals(0, 90.0, 5.0)
    np.testing.assert_array_equal(late, other.unit_arrivals(0, 90.0, 90.0))
    assert late[-1].min() > 90.0 >= late[-2].min()


def test_seeds_replications_streams_and_classes_have_numbers_of_their_own() -> None:
    numbers = {
        float(Draws(seed, replication, 2).uniforms(stream, group, 1)[0, 0])
        for seed in range(4)
        for replication in range(4)
        for stream in Stream
        for group in range(4)
    }
    assert len(numbers) == 4 * 4 * len(Stream) * 4


def test_numbers_are_even_and_unrelated() -> None:
    draws = Draws(1, 0, 40_000)
    stays, patience = (draws.uniforms(stream, 0, 4) for stream in (Stream.STAY, Stream.PATIENCE))
    assert stays.min() >= 0
    assert stays.max() < 1
    counts = np.bincount((stays[0] * 100).astype(int), minlength=100)
    assert ((counts - 400) ** 2 / 400).sum() < 160  # chi square, 99 degrees: P < 1e-4 beyond
    rows = np.corrcoef(np.concatenate([stays, patience, stays[:, ::-1]]))
    np.fill_diagonal(rows, 0)
    assert np.abs(rows).max() < 0.025
