"""Everything facilitators wrote, looked through in one go."""

import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from bot.prompts.faults import Fault, Mark, fault, faults_json, faults_text, shown
from bot.prompts.layout import FOLDERS, closed_folders, language_files, languages, layout_faults, mistaken_for
from bot.prompts.loading import assemble
from bot.prompts.nodes import read
from bot.prompts.people import read_people
from bot.prompts.roster import read_roster
from bot.prompts.sources import Sources, sources
from bot.prompts.text_checks import text_faults, text_file_faults
from bot.prompts.texts import ENGLISH
from bot.questionnaire.checks import unmeasured

__all__ = ["Checked", "check", "faults_json", "told"]


class Checked(Struct, frozen=True):
    """What was found: `faults` have to be mended, `notes` are only worth knowing."""

    faults: tuple[Fault, ...]
    notes: tuple[str, ...] = ()


def check(shipped: Path, own: Path | None, paths: Sequence[Path] = (), now: float | None = None) -> Checked:
    """Every fault in the prompts the bot would start with, or, where paths are named, in those.

    A path may be a roster, a questionnaire or its folder, a text, or a folder laid out like `prompts`. A deadline is
    held against `now`, the present if left out.
    """
    now = time.time() if now is None else now
    if paths:
        return _joined(_named(path, shipped, own, now) for path in paths)
    there = own if own is not None and own.is_dir() else None
    return _joined([_folder(shipped, there, now), *_of_organisations(shipped, shipped, now)])


def told(checked: Checked) -> str:
    """What was found, as people read it; that nothing is wrong, where nothing is."""
    notes = [f"Note: {note}" for note in checked.notes]
    return "\n\n".join([faults_text(checked.faults) or "Nothing is wrong.", *notes])


def _joined(checked: Iterable[Checked]) -> Checked:
    every = tuple(checked)
    faults = {found for one in every for found in one.faults}
    return Checked(tuple(sorted(faults)), tuple(dict.fromkeys(note for one in every for note in one.notes)))


def _named(path: Path, shipped: Path, own: Path | None, now: float) -> Checked:
    asked = path if path.is_dir() else path.parent
    if not path.exists():
        return Checked((fault(Mark(shown(path)), "There is no such file or folder.", "Check the name."),))
    if asked.parent.name == "questionnaires":
        root = asked.parent.parent
        over, under = (own if _same(root, shipped) else root), (None if _stands_alone(root, shipped) else shipped)
        spoken = () if mistaken_for(asked, root, under) else _languages(asked) or [ENGLISH]
        checked = [_questionnaire(sources(shipped, over, asked.name, language)) for language in spoken]
        return _joined([*checked, _below(asked, Checked(tuple(layout_faults(root, under))))])
    if path.is_dir():
        return _named_folder(path, shipped, own, now)
    if path.suffix == ".j2":
        return Checked((*text_file_faults(path, shipped), *_unread(path, shipped)))
    return _file(path, shipped, own, now)


def _named_folder(path: Path, shipped: Path, own: Path | None, now: float) -> Checked:
    """A folder laid out like `prompts`, a part of one, or any folder with files in it."""
    if any((path / name).is_dir() for name in FOLDERS) or _same(path, own or shipped):
        if not _stands_alone(path, shipped):
            return _folder(shipped, path, now)
        return _joined([_folder(path, None, now), *_of_organisations(path, shipped, now)])
    whole = path.absolute()
    root = next((part.parent for part in (whole, whole.parent) if part.name in FOLDERS), None)
    files = sorted(file for file in (path.rglob("*") if root else path.glob("*")) if file.suffix in (".yaml", ".j2"))
    if root is not None and files:
        return _below(path, _named_folder(root, shipped, own, now))
    checked = [_named(file, shipped, own, now) for file in files]
    mend = "Name a file, or a folder that holds questionnaires, texts or rosters."
    return _joined(checked) if files else Checked((fault(Mark(shown(path)), _NOTHING, mend),))


def _unread(file: Path, shipped: Path) -> Iterator[Fault]:
    """What keeps a file in a folder of prompts from being read: its own place, or that of a folder it lies in."""
    folder = next((part.parent for part in file.absolute().parents if part.name in FOLDERS), None)
    if folder is not None:
        laid = layout_faults(folder, None if _stands_alone(folder, shipped) else shipped)
        yield from (one for one in laid if f"{shown(file)}/".startswith(f"{one.file}/"))


_NOTHING = "There is nothing to check in this folder."


def _below(folder: Path, checked: Checked) -> Checked:
    """The part of what was found that concerns a folder."""
    top = f"{shown(folder)}/"
    notes = tuple(note for note in checked.notes if note.startswith(top))
    return Checked(tuple(one for one in checked.faults if f"{one.file}/".startswith(top)), notes)


def _file(path: Path, shipped: Path, own: Path | None, now: float) -> Checked:
    """A file that lies anywhere, by what is in it; part of a questionnaire is laid over the shipped one."""
    tree, unreadable = read(path)
    keys = set(tree.value) if tree is not None and isinstance(tree.value, dict) else set()
    if tree is None:
        return Checked(unreadable)
    if "channels" in keys:
        return Checked(read_people(path)[1])
    below, beside = sources(shipped, None), path.with_name("en.yaml")
    if {"sections", "format"} <= keys:
        files = Sources((path,), (beside,) if beside.exists() else below.wording)
    elif "sections" in keys:
        files = Sources((*below.structure, path), (*below.wording, beside) if beside.exists() else below.wording)
    elif keys & {"questions", "terms", "groups", "title"} and not keys & {"roles", "people"}:
        files = Sources(below.structure, (*below.wording, path))
    else:
        return _roster(path, shipped, own, now)
    named = {shown(one) for one in (path, beside) if one.exists()}
    return Checked(tuple(one for one in assemble(files)[1] if one.file in named))


def _folder(shipped: Path, own: Path | None, now: float, *, shipped_too: bool = True) -> Checked:
    """A folder of prompts, another laid over it; of the texts and rosters maybe only those of the one on top."""
    layers = [folder for folder in (shipped, own) if folder is not None]
    closed = tuple(one for layer in layers for one in closed_folders(layer))
    if closed:
        return Checked(closed)
    root, under = (shipped, None) if own is None else (own, shipped)
    folders = [folder for layer in layers for folder in (layer / "questionnaires").glob("*") if folder.is_dir()]
    asked = {folder.name for folder in folders if not mistaken_for(folder, root, under)}
    checked: list[Checked] = []
    for name in sorted(asked):
        spoken = {language for layer in layers for language in _languages(layer / "questionnaires" / name)}
        checked += (_questionnaire(sources(shipped, own, name, language)) for language in sorted(spoken or {ENGLISH}))
    said = languages(root, under) | {ENGLISH}
    checked += (
        Checked(tuple(text_faults(shipped, own, language, shipped_too=shipped_too))) for language in sorted(said)
    )
    for layer in layers if shipped_too else layers[-1:]:
        checked += (_roster(path, shipped, own, now) for path in sorted(layer.glob("rosters/*.yaml")))
        checked += (Checked(read_people(path)[1]) for path in sorted(layer.glob("workspace/*.yaml")))
        checked.append(Checked(tuple(layout_faults(layer, None if _stands_alone(layer, shipped) else shipped))))
    return _joined(checked)


def _questionnaire(files: Sources) -> Checked:
    questionnaire, faults = assemble(files)
    lacking = () if faults else unmeasured(questionnaire)
    where = shown(files.structure[-1])
    return Checked(
        faults, tuple(f"{where}: nothing measures {one}; the report will lack that part." for one in lacking)
    )


def _roster(path: Path, shipped: Path, own: Path | None, now: float) -> Checked:
    opening, faults = read_roster(path, now, shipped, own)
    return Checked(faults, tuple(f"{shown(path)}: {note}" for note in opening.notes) if opening is not None else ())


def _languages(folder: Path) -> list[str]:
    return [path.stem for path in language_files(folder)]


def _of_organisations(folder: Path, shipped: Path, now: float) -> Iterator[Checked]:
    """What each of a folder's organisations says otherwise."""
    layers = sorted(path for path in (folder / "organisations").glob("*") if path.is_dir())
    return (_folder(shipped, layer, now, shipped_too=False) for layer in layers)


def _stands_alone(folder: Path, shipped: Path) -> bool:
    """Whether a folder is a copy of the shipped one, and not only what a firm says otherwise."""
    files = [
        path.relative_to(shipped) for part in ("questionnaires", "texts") for path in (shipped / part).rglob("*.*")
    ]
    return 2 * sum((folder / file).exists() for file in files) > len(files)


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()
