"""How a document stands in its file, and how what stands there is judged. Pure.

A file holds one line a change, oldest first, and an empty line after the last one:

    {"crc32":"a3b1...","bytes":5120,"document":{"interview":{"1":{...}}}}

Each line is JSON, for a person to read. Because the next line is written over the empty one, a file cut short anywhere,
even between two lines, no longer ends as it should. What cannot be noticed: a file deleted, or put back as it once was.
"""

from zlib import crc32

from msgspec import Struct

END = b"\n"
"""The empty line after the last one."""


class Scan(Struct, frozen=True):
    """What a file's content amounts to: its last good document, None without one; what is wrong, if anything."""

    document: bytes | None
    fault: str


def frame(document: bytes) -> bytes:
    r"""The line for a document (JSON without line breaks), its length and checksum ahead of it.

    >>> frame(b"{}")
    b'{"crc32":"a3a6bf43","bytes":2,"document":{}}\n'
    """
    return b'{"crc32":"%08x","bytes":%d,"document":%b}\n' % (crc32(document), len(document), document)


def unframe(line: bytes) -> bytes | None:
    """The document on a line; None when the line is not, byte for byte, the one `frame` makes for it.

    >>> unframe(frame(b"{}"))
    b'{}'
    >>> unframe(frame(b"{}").replace(b"2", b"3")) is None
    True
    """
    document = line.partition(b',"document":')[2][:-2]
    return document if line == frame(document) else None


def scan(content: bytes) -> Scan:
    r"""Judges a whole file line by line; `fault` is empty when every byte of it is as it was written.

    >>> scan(frame(b"1") + frame(b"2") + END)
    Scan(document=b'2', fault='')
    >>> scan(frame(b"1") + frame(b"2")[:-9])
    Scan(document=b'1', fault='ends in the middle of a line')
    """
    *whole, rest = content.split(b"\n")
    documents = [unframe(line + b"\n") for line in whole]
    ends_well = rest == b"" and documents[-1:] == [None] and whole[-1] == b""
    lines = documents[:-1] if ends_well else documents
    good = [document for document in lines if document is not None]
    return Scan(good[-1] if good else None, "" if ends_well and len(good) == len(lines) > 0 else _fault(lines, rest))


def _fault(documents: list[bytes | None], rest: bytes) -> str:
    if None in documents:
        return f"has a line {documents.index(None) + 1} of {len(documents)} that does not match its checksum"
    if rest:
        return "ends in the middle of a line"
    return "ends too early" if documents else "is empty"
