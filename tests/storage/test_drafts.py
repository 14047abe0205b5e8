"""Drafts in the data folder: kept before they are acknowledged, listed until launched, erased with their assessment."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.errors import Damaged, StorageError
from bot.fieldwork.draft import Draft, DraftRole
from bot.fieldwork.model import Assessment
from bot.interview.model import Fielding
from bot.storage.folder import DataFolder
from bot.storage.tinydb_store import TinyStore, open_store

DRAFT = Draft("T0LOCAL", "spring-1a2b", "U0ANA", 2, 2, "Spring", roles=(DraftRole("Hunter", 9, ("U0MAYA",)),))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TinyStore]:
    """A store on an empty folder."""
    with open_store(tmp_path) as store:
        yield store


async def test_a_draft_is_kept_and_changed(store: TinyStore, tmp_path: Path) -> None:
    """What was kept is found by another reader of the same folder; it is made once, and changed by a function."""
    assert await store.create_draft(DRAFT)
    assert not await store.create_draft(replace(DRAFT, name="Other"))
    assert (
        await store.change_draft("T0LOCAL", DRAFT.id, lambda draft: (replace(draft, name="Autumn"), draft.name))
        == "Spring"
    )
    assert await TinyStore(DataFolder(tmp_path)).draft("T0LOCAL", DRAFT.id) == replace(DRAFT, name="Autumn")
    with pytest.raises(KeyError):
        await store.change_draft("T0LOCAL", "other", lambda draft: (draft, None))


async def test_drafts_are_listed_until_launched(store: TinyStore, fielding: Fielding) -> None:
    """A team's drafts are no assessments and nobody's interviews; once launched they are listed no more."""
    await store.create_draft(DRAFT)
    await store.create_draft(replace(DRAFT, id="autumn"))
    assert store.drafts("T0LOCAL") == ("autumn", DRAFT.id)
    assert store.drafts("T0OTHER") == ()
    assert store.assessments("T0LOCAL") == ()
    assert list(store.interviews("T0LOCAL", DRAFT.id)) == []
    await store.create_assessment(Assessment("T0LOCAL", DRAFT.id, fielding, "C0TASK", (), 0.0))
    assert store.drafts("T0LOCAL") == ("autumn",)
    assert await store.draft("T0LOCAL", DRAFT.id) == DRAFT


async def test_a_draft_is_erased_with_its_assessment(store: TinyStore, tmp_path: Path) -> None:
    """Nothing of it is left in the folder, launched or not."""
    await store.create_draft(DRAFT)
    await store.erase_assessment("T0LOCAL", DRAFT.id)
    assert [path for path in sorted(tmp_path.rglob("*")) if path.is_file() and b"Spring" in path.read_bytes()] == []  # noqa: ASYNC240
    assert await store.draft("T0LOCAL", DRAFT.id) is None


async def test_a_draft_alone_is_erased_only_before_the_launch(store: TinyStore, fielding: Fielding) -> None:
    """Erased it is gone, and can be erased no more; launched, it stays with its assessment."""
    await store.create_draft(DRAFT)
    assert await store.erase_draft("T0LOCAL", DRAFT.id)
    assert await store.draft("T0LOCAL", DRAFT.id) is None
    assert not await store.erase_draft("T0LOCAL", DRAFT.id)
    await store.create_draft(DRAFT)
    await store.create_assessment(Assessment("T0LOCAL", DRAFT.id, fielding, "C0TASK", (), 0.0))
    assert not await store.erase_draft("T0LOCAL", DRAFT.id)
    assert await store.assessment("T0LOCAL", DRAFT.id) is not None


@pytest.mark.parametrize("forged", ["../T0LOCAL/spring-1a2b", "..", "Spring", "", "a/b"])
async def test_a_forged_id_leaves_the_folder_alone(store: TinyStore, forged: str) -> None:
    """What is no id becomes no part of a path."""
    with pytest.raises(StorageError):
        await store.draft("T0LOCAL", forged)


async def test_another_drafts_file_is_damage(store: TinyStore, tmp_path: Path) -> None:
    """A file copied to where another draft should be is told, not used."""
    await store.create_draft(DRAFT)
    (tmp_path / "T0LOCAL" / "copied").mkdir()
    content = (tmp_path / "T0LOCAL" / DRAFT.id / "draft.jsonl").read_bytes()
    (tmp_path / "T0LOCAL" / "copied" / "draft.jsonl").write_bytes(content)
    with pytest.raises(Damaged):
        await store.draft("T0LOCAL", "copied")
