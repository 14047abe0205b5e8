"""Whether all that lies in a folder of prompts lies where it is read: a misspelt name would only be passed over."""

from collections.abc import Iterator
from pathlib import Path

from bot.prompts.faults import Fault, Mark, fault, shown
from bot.prompts.sources import STRUCTURE
from bot.questionnaire.findings import listed, meant, nearest

_HOLDS: dict[str, tuple[int, tuple[str, ...]]] = {
    "questionnaires": (1, (".yaml",)),
    "texts": (1, (".j2",)),
    "rosters": (0, (".yaml",)),
    "workspace": (0, (".yaml", ".json")),
}
"""By folder: how many levels of folders it holds, and how the names of the files in them end."""
_ORGANISATIONS = "organisations"
FOLDERS = (*_HOLDS, _ORGANISATIONS)


def layout_faults(root: Path) -> Iterator[Fault]:
    """Every file and folder below a folder of prompts that nothing reads; notes (`*.md`) and hidden files may lie."""
    for path in _there(root):
        if path.name in _HOLDS and path.is_dir():
            yield from _inside(path, *_HOLDS[path.name])
        elif path.name == _ORGANISATIONS and path.is_dir():
            for each in _there(path):
                yield from (
                    layout_faults(each) if each.is_dir() else [_unread(each, "Move it into a firm's own folder.")]
                )
        else:
            otherwise = f"The folders here are {listed(FOLDERS)}; prompts/README.md says what lies where."
            yield _unread(path, meant(path.name, FOLDERS if path.is_dir() else (), otherwise))


def language_files(folder: Path) -> list[Path]:
    """The wordings in a questionnaire's folder, one a language."""
    return [path for path in sorted(folder.glob("*.yaml")) if not nearest(path.name, [STRUCTURE])]


def _inside(folder: Path, levels: int, endings: tuple[str, ...]) -> Iterator[Fault]:
    for path in _there(folder):
        if levels and path.is_dir():
            yield from _inside(path, levels - 1, endings)
        elif levels:
            known = [f"{each.name}/" for each in _there(folder) if each.is_dir()]
            yield _unread(path, f"Move it into one of the folders here ({listed(known)})." if known else _DEEPER)
        elif path.is_dir():
            yield _unread(path, "Move its files one level up, or take it out.")
        elif path.suffix not in endings:
            yield _unread(path, f"did you mean {path.stem}{endings[0]}?")
        elif endings == (".yaml",) and nearest(path.name, [STRUCTURE]) not in ("", path.name):
            yield _unread(path, f"did you mean {STRUCTURE}?")


_DEEPER = "Move it into a folder of its own, such as questionnaires/role-breadth or texts/en."


def _there(folder: Path) -> list[Path]:
    named = sorted(folder.glob("*"))
    return [path for path in named if not path.name.startswith(".") and not path.name.endswith(("~", ".md"))]


def _unread(path: Path, mend: str) -> Fault:
    what = "folder" if path.is_dir() else "file"
    return fault(Mark(shown(path)), f"Nothing is read from this {what}.", mend)
