from hypothesis import given
from hypothesis import strategies as st

from bot.storage.lines import END, frame, scan, unframe

DOCUMENTS = st.binary(max_size=60).filter(lambda document: b"\n" not in document)
FILES = st.lists(DOCUMENTS, min_size=1, max_size=4)


@given(DOCUMENTS)
def test_a_framed_document_comes_back(document: bytes) -> None:
    """What `frame` writes `unframe` reads, and it is one line."""
    assert unframe(frame(document)) == document
    assert frame(document).count(b"\n") == 1


@given(st.binary(max_size=80))
def test_no_other_line_holds_a_document(line: bytes) -> None:
    """A line that `frame` has not made is not taken for one."""
    document = unframe(line)
    assert document is None or frame(document) == line


@given(FILES)
def test_a_whole_file_has_no_fault(documents: list[bytes]) -> None:
    """Lines and an empty one at the end: the last document counts."""
    found = scan(b"".join(map(frame, documents)) + END)
    assert (found.document, found.fault) == (documents[-1], "")


@given(FILES, st.data())
def test_every_cut_is_noticed(documents: list[bytes], data: st.DataObject) -> None:
    """A file cut short at any byte has a fault, and the last document before the cut counts."""
    content = b"".join(map(frame, documents)) + END
    at = data.draw(st.integers(0, len(content) - 1))
    found = scan(content[:at])
    whole = content[:at].count(b"\n")
    assert found.fault
    assert found.document == (documents[whole - 1] if whole else None)


@given(FILES, st.data())
def test_every_flipped_bit_is_noticed(documents: list[bytes], data: st.DataObject) -> None:
    """A file with one bit changed anywhere has a fault, and never gives a document that was not written."""
    content = bytearray(b"".join(map(frame, documents)) + END)
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    found = scan(bytes(content))
    assert found.fault
    assert found.document in (None, *documents)


def test_a_fault_says_what_is_wrong_and_which_line() -> None:
    """Each kind of damage has words of its own."""
    first, second = frame(b"1"), frame(b"2")
    assert scan(b"").fault == "is empty"
    assert scan(first).fault == "ends too early"
    assert scan(first + second[:5]).fault == "ends in the middle of a line"
    assert scan(first + second.replace(b"2}", b"3}") + END).fault == (
        "has a line 2 of 2 that does not match its checksum"
    )
