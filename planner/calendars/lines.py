"""Content lines of RFC 5545: escaped text, folded at 75 octets, ended by CRLF."""

from collections.abc import Iterable, Iterator

MOST_OCTETS = 75
_ESCAPES = str.maketrans(
    {
        "\\": "\\\\",
        ";": "\\;",
        ",": "\\,",
        "\n": "\\n",
        **{chr(code): " " for code in (*range(10), *range(11, 32), 127)},
    }
)


def text_value(text: str) -> str:
    """A value of type TEXT (3.3.11); control characters, which no line may hold, become spaces."""
    return text.translate(_ESCAPES)


def content(lines: Iterable[str]) -> bytes:
    """The octets of unfolded lines."""
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _folded(line: str) -> str:
    if len(line) <= MOST_OCTETS and (line.isascii() or len(line.encode()) <= MOST_OCTETS):
        return line
    return "\r\n ".join(_pieces(line))


def _pieces(line: str) -> Iterator[str]:
    """Pieces of at most 75 octets, the leading space of a continuation counted (3.1).

    Cut between characters, so that no character of several octets is split.
    """
    begin, used = 0, 0
    for position, character in enumerate(line):
        octets = len(character.encode())
        if used + octets > MOST_OCTETS:
            yield line[begin:position]
            begin, used = position, 1
        used += octets
    yield line[begin:]
