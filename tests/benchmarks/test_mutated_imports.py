from pathlib import Path

import pytest

from benchmarks.mutated_imports import SAMPLES, SEED, try_mutated


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_mutated_import_is_whole_or_not_at_all(sample: str, tmp_path: Path) -> None:
    tried = try_mutated(tmp_path / "ground", sample, 30, SEED + 1)
    assert tried.faults == []
    assert tried.refused > 15
