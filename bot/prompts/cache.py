"""What was read from YAML and found right, kept as JSON under the hash of its files: a start needs no YAML."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import msgspec

from bot import __version__
from bot.prompts.sources import DEFAULT, sources
from bot.questionnaire import model
from bot.questionnaire.model import Questionnaire

T = TypeVar("T")


def load_cached(
    cache: Path, shipped: Path, own: Path | None = None, questionnaire_id: str = DEFAULT, language: str = "en"
) -> Questionnaire:
    """The questionnaire, from the folder `cache` if its files have not changed since they were last read.

    Raises QuestionnaireError with every fault in its files.
    """

    def load() -> Questionnaire:
        from bot.prompts.loading import load_questionnaire  # the checks come with it: not for every start

        return load_questionnaire(shipped, own, questionnaire_id, language)

    files = sources(shipped, own, questionnaire_id, language)
    return remembered(cache, (*files.structure, *files.wording), Questionnaire, load)


def remembered(cache: Path, files: Sequence[Path], kind: type[T], load: Callable[[], T]) -> T:
    """What `load` makes of these files: from the folder `cache` if they are as they were, else loaded and kept there.

    A cache that cannot be read or written is done without.
    """
    kept = cache / f"{_digest(files, kind)}.json"
    with suppress(OSError, msgspec.DecodeError):
        return msgspec.json.decode(kept.read_bytes(), type=kind)
    loaded = load()
    with suppress(OSError):
        _keep(kept, msgspec.json.encode(loaded))
    return loaded


def _digest(files: Sequence[Path], kind: type[object]) -> str:
    """Changes with any of the files, with the release, and with the questionnaire's own model."""
    digest = sha256(f"{__version__} {kind.__qualname__}".encode())
    for path in (Path(model.__file__), *files):
        digest.update(b"\0" + str(path).encode("utf-8", "surrogateescape") + b"\0")
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()


def _keep(path: Path, encoded: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(encoded)
    fresh.replace(path)
