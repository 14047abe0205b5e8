"""Whether all that lies in a folder of prompts lies where it is read: a misspelt name would only be passed over."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from bot.prompts.faults import Fault, Mark, fault, shown
from bot.prompts.nodes import read_text
from bot.prompts.sources import FOLDER, STRUCTURE
from bot.questionnaire.findings import listed, meant, nearest

_ENDINGS: dict[str, tuple[str, ...]] = {
    FOLDER: (".yaml",),
    "texts": (".j2",),
    "rosters": (".yaml",),
    "workspace": (".yaml", ".json"),
}
"""By folder: how the names of the files in it end."""
_DEEP = (FOLDER, "texts")
"""Folders whose files lie in folders of their own."""
_ORGANISATIONS = "organisations"
_ONLY_SHIPPED = ("workspace", _ORGANISATIONS)
FOLDERS = (*_ENDINGS, _ORGANISATIONS)
_LANGUAGE = re.compile("[a-z]{2,3}(-([a-z]{2}|[0-9]{3}|latn|cyrl|hans|hant))*")
_FORMAT = re.compile("^[\"']?format[\"']?:", re.MULTILINE)
_PASSED_OVER = re.compile(r"\..*|.*~|.*\.md|(?i:thumbs\.db|desktop\.ini)", re.DOTALL)


def layout_faults(root: Path, under: Path | None = None) -> Iterator[Fault]:
    """Every file and folder below a folder of prompts that nothing reads; notes (`*.md`) and hidden files may lie.

    `under` is the folder it is laid over, None where it stands alone.
    """
    for path in _there(root):
        if not path.is_dir() or path.name not in FOLDERS:
            known = [name for name in FOLDERS if under is None or name not in _ONLY_SHIPPED]
            otherwise = f"The folders here are {listed(known)}; prompts/README.md says what lies where."
            yield _unread(path, meant(path.name, known if path.is_dir() else (), otherwise))
        elif path.name == _ORGANISATIONS:
            yield from _organisations(path, under)
        elif path.name in _ONLY_SHIPPED and under is not None:
            yield _unread(path, f"Take it out: only the shipped prompts/{path.name} is read.")
        elif path.name in _DEEP:
            yield from _deep(path, root, under)
        else:
            yield from _files(path, _ENDINGS[path.name])


def closed_folders(root: Path) -> Iterator[Fault]:
    """Every folder in a folder of prompts that may not be looked into: what lies there would only be passed over."""
    inside = (Path(top, name) for top, names, _ in os.walk(root) for name in names)
    for path in (root, *inside):
        if path.is_dir() and not os.access(path, os.R_OK | os.X_OK):
            yield fault(Mark(shown(path)), "This folder cannot be looked into.", "Make it one that the bot may read.")


def language_files(folder: Path) -> list[Path]:
    """The wordings in a questionnaire's folder, one a language."""
    return [path for path in sorted(folder.glob("*.yaml")) if _LANGUAGE.fullmatch(path.stem)]


def languages(root: Path, under: Path | None) -> set[str]:
    """The languages that a questionnaire has words in."""
    folders = (folder for layer in (under, root) if layer is not None for folder in (layer / FOLDER).glob("*"))
    return {path.stem for folder in folders for path in language_files(folder)}


def mistaken_for(folder: Path, root: Path, under: Path | None) -> str:
    """The questionnaire whose name a folder's is meant to be: it holds part of one, and of none that is there."""
    layers = [layer for layer in (under, root) if layer is not None]
    known = {path.name for layer in layers for path in (layer / FOLDER).glob("*") if _is_whole(path)}
    return "" if folder.name in known else nearest(folder.name.lower(), sorted(known))


def _is_whole(folder: Path) -> bool:
    """Whether a folder holds a questionnaire, and not only what differs in one."""
    path = folder / STRUCTURE
    return path.exists() and (isinstance(text := read_text(path, "YAML"), Fault) or _FORMAT.search(text) is not None)


def _organisations(folder: Path, under: Path | None) -> Iterator[Fault]:
    for path in _there(folder):
        if not path.is_dir():
            yield _unread(path, "Move it into a firm's own folder.")
        elif under is not None:
            yield _unread(path, f"Set PROMPTS to {shown(path)}, or move its files up into {shown(folder.parent)}.")


def _deep(folder: Path, root: Path, under: Path | None) -> Iterator[Fault]:
    spoken, endings = languages(root, under), _ENDINGS[folder.name]
    for path in _there(folder):
        if not path.is_dir():
            known = [f"{each.name}/" for each in _there(folder) if each.is_dir()]
            yield _unread(path, f"Move it into one of the folders here ({listed(known)})." if known else _DEEPER)
        elif folder.name == FOLDER and (near := mistaken_for(path, root, under)):
            yield _unread(path, f"did you mean {near}?")
        elif folder.name == "texts" and spoken and path.name not in spoken:
            yield _unread(path, _language_meant(path.name, spoken))
        else:
            yield from _files(path, endings)
            yield from _wordings(path, spoken) if folder.name == FOLDER else ()


def _files(folder: Path, endings: tuple[str, ...]) -> Iterator[Fault]:
    for path in _there(folder):
        if path.is_dir():
            yield _unread(path, "Move its files one level up, or take it out.")
        elif path.stem.endswith(endings):
            yield _unread(path, "Take it out, or keep it elsewhere.")
        elif path.suffix not in endings:
            yield _unread(path, f"did you mean {path.stem}{endings[0]}?")


def _wordings(folder: Path, spoken: set[str]) -> Iterator[Fault]:
    for path in _there(folder):
        if path.suffix != ".yaml" or path.name == STRUCTURE or _LANGUAGE.fullmatch(path.stem):
            continue
        near = nearest(path.name, [STRUCTURE])
        yield _unread(path, f"did you mean {near}?" if near else _language_meant(path.stem, spoken, ".yaml"))


def _language_meant(name: str, spoken: set[str], ending: str = "") -> str:
    near = next((one for one in sorted(spoken, key=len, reverse=True) if name.lower().startswith(one)), "")
    if near:
        return f"did you mean {near}{ending}?"
    if _LANGUAGE.fullmatch(name):
        return f"No questionnaire has words in {name}: write its {name}.yaml, or take this out."
    return f"Call it after its language, such as en{ending} or nl{ending}."


_DEEPER = "Move it into a folder of its own, such as questionnaires/role-breadth or texts/en."


def _there(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*")) if not _PASSED_OVER.fullmatch(path.name)]


def _unread(path: Path, mend: str) -> Fault:
    what = "folder" if path.is_dir() else "file"
    return fault(Mark(shown(path)), f"Nothing is read from this {what}.", mend)
