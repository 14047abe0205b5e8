"""The questionnaire as it was last read and found right, so that a start needs no YAML."""

from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import msgspec

from bot.prompts.sources import DEFAULT, Sources, sources
from bot.questionnaire import model
from bot.questionnaire.model import Questionnaire


def load_cached(
    cache: Path, shipped: Path, own: Path | None = None, questionnaire_id: str = DEFAULT, language: str = "en"
) -> Questionnaire:
    """The questionnaire, from the folder `cache` if its files have not changed since, else read and kept there.

    Raises QuestionnaireError with every fault in its files. A cache that cannot be read or written is done without.
    """
    files = sources(shipped, own, questionnaire_id, language)
    kept = cache / f"{_digest(files)}.json"
    with suppress(OSError, msgspec.DecodeError):
        return msgspec.json.decode(kept.read_bytes(), type=Questionnaire)
    from bot.prompts.loading import load_questionnaire  # ruamel.yaml and the checks are not for every start

    questionnaire = load_questionnaire(shipped, own, questionnaire_id, language)
    with suppress(OSError):
        _keep(kept, msgspec.json.encode(questionnaire))
    return questionnaire


def _digest(files: Sources) -> str:
    """Changes with any of the files, and with the questionnaire's own model."""
    digest = sha256()
    for path in (Path(model.__file__), *files.structure, *files.wording):
        digest.update(path.read_bytes() if path.is_file() else b"")
        digest.update(b"\0" + str(path).encode("utf-8", "surrogateescape") + b"\0")
    return digest.hexdigest()


def _keep(path: Path, encoded: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(encoded)
    fresh.replace(path)
