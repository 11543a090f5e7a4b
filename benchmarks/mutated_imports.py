"""Mutated programme folders and workbooks on the real import path, into a real database.

python -m benchmarks.mutated_imports [--cases N] [--seed N]. Whatever is refused must be refused
in words, within two seconds of this process's work, and leave every row as it was.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.command import Tally
from planner.db.backups import dump_table, table_names
from planner.db.engine import sqlite_address
from planner.db.store import Store
from planner.domain.errors import PlannerError
from planner.services.desk import Actor, Desk, Role
from planner.services.keeping.exporting import export_workbook
from planner.services.keeping.importing import apply_import, contents_at, preview_import

ROOT = Path(__file__).parents[1]
SAMPLES = ("safexst", "alluriarniq")
CASES, MOST_SECONDS, SEED = 2000, 2.0, 20270208

_SPLINTERS = (
    b"\0",
    b"\xff",
    b"\xed\xa0\x80",
    b'"',
    b'""',
    b",",
    b";",
    b"'",
    b"'=",
    b"\n",
    b"\r",
    b"\r\n",
    b"=1+1",
    b"@",
    b"-1",
    b"24:00",
    b"2027-02-30",
    b"9999-12-31",
    b"0001-01-01",
    b"99999999999999999999",
    b"nan",
    b"1e999",
    b"\xef\xbb\xbf",
    "\u2028\u00e9\uff1d".encode(),
    b"[",
    b"{",
    b"[[",
    b"true",
    b" ",
    b"P101",
    b"S02",
)


@dataclass
class Tried:
    """What became of the mutated imports."""

    accepted: int = 0
    refused: int = 0
    slowest: float = 0.0
    most_work: float = 0.0
    faults: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)


def mutate_bytes(content: bytes, chance: random.Random) -> bytes:
    """A few bytes cut, doubled or put in."""
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        start = chance.randrange(len(content) + 1)
        end = min(len(content), start + chance.choice((0, 1, 1, 5, 60)))
        piece = chance.choice((*_SPLINTERS, b"", content[start:end] * 2))
        content = content[:start] + piece + content[end:]
    return content


def mutate_rows(content: bytes, chance: random.Random) -> bytes:
    """A row dropped, doubled, moved or repeated very often."""
    lines = content.splitlines(keepends=True) or [b""]
    place = chance.randrange(len(lines))
    line = lines[place]
    kind = chance.randrange(5)
    if kind == 0:
        del lines[place]
    elif kind == 1:
        lines.insert(chance.randrange(len(lines) + 1), line)
    elif kind == 2:
        lines.insert(place, line * chance.choice((2, 100, 19_000, 60_000)))
    elif kind == 3:
        chance.shuffle(lines)
    else:
        lines[place] = line.replace(b",", b"", 1)
    return b"".join(lines)


def mutate_cells(content: bytes, chance: random.Random) -> bytes:
    """Two cells of the file exchanged, or one in the place of the other."""
    lines = [line.split(b",") for line in content.split(b"\n")]
    first, second = chance.choice(lines), chance.choice(lines)
    one, other = chance.randrange(len(first)), chance.randrange(len(second))
    if chance.random() < 0.5:
        first[one] = chance.choice(_SPLINTERS)
    else:
        first[one], second[other] = second[other], first[one]
    return b"\n".join(b",".join(line) for line in lines)


def replace_all(content: bytes, chance: random.Random) -> bytes:
    """The whole file as something else."""
    kind = chance.randrange(5)
    if kind == 0:
        return b""
    if kind == 1:
        return content.decode(errors="replace").encode("utf-16")
    if kind == 2:
        return chance.randbytes(chance.randrange(5000))
    return content[: len(content) // 2] if kind == 3 else content * 200


_MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    mutate_bytes,
    mutate_bytes,
    mutate_rows,
    mutate_cells,
    replace_all,
)


class Ground:
    """A database with a sample programme, and the files that it came from."""

    def __init__(self, folder: Path, sample: str) -> None:
        folder.mkdir()
        source = ROOT / "sample_data" / sample
        self.originals = {path.name: path.read_bytes() for path in sorted(source.iterdir())}
        self.folder, self.workbook = folder / "files", folder / "book.xlsx"
        self.folder.mkdir()
        self.store = Store.open(sqlite_address(folder), b"only for trying, never elsewhere")
        actor = Actor("admin1", Role.ADMIN)
        now = datetime(2027, 2, 8, 17, tzinfo=UTC)
        self.desk = Desk(self.store, actor, now, date(2027, 2, 8))
        self.write(self.originals)
        self.take_over(self.folder)
        self.book = export_workbook(self.desk, sample)

    def write(self, files: dict[str, bytes]) -> None:
        """Make the folder hold exactly these files."""
        for path in self.folder.iterdir():
            path.unlink()
        for name, content in files.items():
            (self.folder / name).write_bytes(content)

    def take_over(self, source: Path) -> None:
        """Import what is there, as the command does."""
        contents = contents_at(source)
        preview = preview_import(self.desk, contents)
        if not preview.is_empty:
            apply_import(self.desk, contents, preview.token)

    def state(self) -> list[object]:
        """Every row of the database."""
        with self.store.reading() as session:
            return [list(dump_table(session, name)) for name in table_names()]

    def mutated(self, chance: random.Random) -> Path:
        """A folder or a workbook with something wrong in it."""
        if chance.random() < 0.2:
            self.workbook.write_bytes(mutate_bytes(self.book, chance))
            return self.workbook
        files = dict(self.originals)
        for _ in range(chance.choice((1, 1, 2))):
            name = chance.choice(sorted(files))
            if chance.random() < 0.05:
                del files[name]
            else:
                files[name] = chance.choice(_MUTATIONS)(files[name], chance)
        self.write(files)
        return self.folder


def try_mutated(folder: Path, sample: str, cases: int, seed: int) -> Tried:
    """Import mutated copies of a sample and look after each whether it was whole or not at all."""
    chance, tried = random.Random(seed), Tried()
    ground = Ground(folder, sample)
    before = ground.state()
    for number in range(cases):
        source = ground.mutated(chance)
        started, begun = time.perf_counter(), time.process_time()
        is_accepted = True
        try:
            ground.take_over(source)
        except PlannerError:
            is_accepted = False
        except Exception as fault:
            tried.faults.append(f"case {number}: {type(fault).__name__}: {fault}")
            is_accepted = False
        work = time.process_time() - begun
        tried.slowest = max(tried.slowest, time.perf_counter() - started)
        tried.most_work = max(tried.most_work, work)
        after = ground.state()
        if is_accepted:
            tried.accepted += 1
            if after != before:
                ground.write(ground.originals)
                ground.take_over(ground.folder)
                before = ground.state()
        else:
            tried.refused += 1
            if after != before:
                tried.faults.append(f"case {number}: refused, yet something was changed")
                before = after
        if work > MOST_SECONDS:
            tried.late.append(f"case {number}: {work:.1f} s")
    ground.store.close()
    return tried


def try_all(cases: int, seed: int) -> Tried:
    """The same on both samples, half of the cases each."""
    whole = Tried()
    with tempfile.TemporaryDirectory() as temporary:
        for sample in SAMPLES:
            part = try_mutated(Path(temporary) / sample, sample, cases // len(SAMPLES), seed)
            whole = replace(
                whole,
                accepted=whole.accepted + part.accepted,
                refused=whole.refused + part.refused,
                slowest=max(whole.slowest, part.slowest),
                most_work=max(whole.most_work, part.most_work),
                faults=[*whole.faults, *(f"{sample}: {fault}" for fault in part.faults)],
                late=[*whole.late, *(f"{sample}: {case}" for case in part.late)],
            )
    return whole


def mutated_imports(tally: Tally, cases: int) -> None:
    """Note whether all of them were whole or not at all, and quick."""
    tried = try_all(cases, SEED)
    for line in (*tried.faults, *tried.late):
        print(line)
    text = f"{cases} mutated imports: {tried.refused} refused, most {tried.most_work:.2f} s"
    tally.note(f"{text}, {len(tried.faults)} faults", not tried.faults)
    tally.note_time(f"{len(tried.late)} imports took over {MOST_SECONDS:.0f} s", not tried.late)


def main(arguments: Sequence[str] | None = None) -> int:
    """Try them; 1 where one left a trace or was slow."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutated_imports")
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args(arguments)
    tried = try_all(options.cases, options.seed)
    wrong = [*tried.faults, *tried.late]
    for line in wrong:
        print(line)
    print(
        f"{tried.accepted} accepted, {tried.refused} refused, at most {tried.most_work:.2f} s of"
        f" work ({tried.slowest:.2f} s with what else ran), {len(tried.faults)} faults,"
        f" {len(tried.late)} late"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
