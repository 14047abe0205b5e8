"""Which files a questionnaire is made of."""

from pathlib import Path, PurePath

from msgspec import Struct

from bot.prompts.faults import shown

FOLDER = "questionnaires"
STRUCTURE = "questionnaire.yaml"
DEFAULT = "role-breadth"


class Sources(Struct, frozen=True):
    """The files of the structure and of the wording, each laid over the one before it."""

    structure: tuple[Path, ...]
    wording: tuple[Path, ...]

    def layer(self, file: str) -> int:
        """How many folders of these lie below a file's, as faults print it."""
        folders = dict.fromkeys(shown(path.parent) for path in (*self.structure, *self.wording))
        return list(folders).index(PurePath(file).parent.as_posix()) if file else 0


def sources(shipped: Path, own: Path | None, questionnaire_id: str = DEFAULT, language: str = "en") -> Sources:
    """The files that are there, the firm's own last; of a part that is nowhere, where it should be."""
    folders = [folder / FOLDER / questionnaire_id for folder in (shipped, own) if folder is not None]

    def there(name: str) -> tuple[Path, ...]:
        meant = next((folder for folder in folders if folder.is_dir()), folders[0])
        return tuple(folder / name for folder in folders if (folder / name).exists()) or (meant / name,)

    return Sources(there(STRUCTURE), there(f"{language}.yaml"))
