"""A questionnaire from its files: the shipped ones, and the firm's own laid over them."""

from collections.abc import Iterator, Sequence
from functools import reduce
from pathlib import Path, PurePath

from msgspec import Struct

from bot.errors import QuestionnaireError
from bot.prompts.converting import Converted, convert
from bot.prompts.faults import Fault, Mark, fault, shown
from bot.prompts.layering import lay_over
from bot.prompts.nodes import Node, Refused, read
from bot.prompts.sources import DEFAULT, FOLDER, Sources, sources
from bot.prompts.wordings import template_findings
from bot.questionnaire.checks import findings
from bot.questionnaire.findings import Finding, Place
from bot.questionnaire.model import FORMAT, Question, Questionnaire, Section, Wording
from bot.questionnaire.script import ID_MEND, IDENTIFIER


class Structure(Struct, frozen=True, rename="kebab"):
    """What `questionnaire.yaml` holds."""

    format: int
    id: str
    sections: tuple[Section, ...]


def load_questionnaire(
    shipped: Path, own: Path | None = None, questionnaire_id: str = DEFAULT, language: str = "en"
) -> Questionnaire:
    """The questionnaire, ready to be frozen. Raises QuestionnaireError with every fault in its files."""
    questionnaire, faults = assemble(sources(shipped, own, questionnaire_id, language))
    if faults:
        raise QuestionnaireError(faults)
    return questionnaire


def assemble(files: Sources) -> tuple[Questionnaire, tuple[Fault, ...]]:
    """The questionnaire in these files, and every fault in them.

    With faults the questionnaire is a stand-in, not to be used.
    """
    trees, asked_faults = _read(files.structure)
    asked = _laid(trees)
    said, said_faults = layered(files.wording)
    folder = files.wording[-1].parent
    if folder.parent.name == FOLDER and folder.is_dir() and not files.wording[-1].exists():
        mend = f"Write it: copy questionnaires/{DEFAULT}/en.yaml there, and say it in your own words."
        said_faults = (fault(Mark(shown(files.wording[-1])), "The questionnaire has no words.", mend),)
    top, converted = convert(asked, Structure)
    words, worded = convert(said, Wording)
    worded = worded.under("wording")
    written_for = FORMAT if converted.concerns(("format",)) else top.format
    questionnaire = Questionnaire(written_for, top.id, top.sections, words)
    checked = [
        finding
        for finding in (*findings(questionnaire), *template_findings(questionnaire), *_misnamed(files, questionnaire))
        if not converted.concerns(finding.path)
        and not worded.concerns(finding.path)
        and not (finding.cause and converted.within(finding.cause))
        and not _follows(finding, questionnaire, converted)
    ]
    told = (*converted.findings, *worded.findings, *checked)
    asked_faults += tuple(one for tree in trees if tree is not None for one in _idle(tree))
    faults = {*asked_faults, *said_faults, *(one for finding in told for one in _placed(finding, asked, said, files))}
    return questionnaire, tuple(sorted(faults))


def _misnamed(files: Sources, questionnaire: Questionnaire) -> Iterator[Finding]:
    """Whether a questionnaire in a folder of questionnaires is called as the folder, and its language as the file."""
    folder, file = files.structure[-1].parent, files.wording[-1]
    if folder.parent.name == FOLDER and questionnaire.id != folder.name:
        fault = f"The questionnaire's id is {questionnaire.id}, and its folder is called {folder.name}."
        usable = IDENTIFIER.fullmatch(folder.name)
        mend = f"Write id: {folder.name}, or rename the folder." if usable else f"Rename the folder. {ID_MEND}"
        yield Finding(("id",), fault, mend)
    language = questionnaire.wording.language
    if file.parent.parent.name == FOLDER and language != file.stem:
        fault = f"The language is {language}, and the file is called {file.name}."
        yield Finding(("wording", "language"), fault, f"Write language: {file.stem}, or rename the file.")


def layered(files: Sequence[Path]) -> tuple[Node, tuple[Fault, ...]]:
    """The files as one tree, each laid over the one before; if one cannot be read, a tree of which nothing is known."""
    trees, faults = _read(files)
    return _laid(trees), faults


def _read(files: Sequence[Path]) -> tuple[list[Node | None], tuple[Fault, ...]]:
    every = [read(file) for file in files]
    return [tree for tree, _ in every], tuple(one for _, faults in every for one in faults)


def _laid(trees: Sequence[Node | None]) -> Node:
    readable = [tree for tree in trees if tree is not None]
    return reduce(lay_over, readable) if readable and len(readable) == len(trees) else Node(Refused(), Mark(""))


def _idle(tree: Node) -> Iterator[Fault]:
    """Each section that lists no question, as if that took the shipped ones out."""
    sections = tree.value.get("sections") if isinstance(tree.value, dict) else None
    for place, section in enumerate(sections.value if sections and isinstance(sections.value, list) else ()):
        path = ("sections", place, "questions")
        if isinstance(section.value, dict) and "questions" in section.value and section.value["questions"].value == []:
            mend = "List a question, or take the section out; shipped questions stay where they are."
            yield fault(tree.at(path), "This section lists no question, which changes nothing.", mend, path)


def _follows(finding: Finding, questionnaire: Questionnaire, converted: Converted) -> bool:
    """Whether words only seem wrong because the question they are for could not be read."""
    if finding.path[:2] != ("wording", "questions"):
        return False
    unread = [path for path in converted.blanks if path[:1] == ("sections",)]
    nameless = any(len(path) < 4 or path[4:] == ("id",) for path in unread)
    worded = ((), ("options",), ("rows",), ("rows-from",))
    half_read = {_question(questionnaire, path).id for path in unread if len(path) >= 4 and path[4:5] in worded}
    return (nameless and len(finding.path) == 3) or finding.path[2] in half_read


def _question(questionnaire: Questionnaire, path: Place) -> Question:
    return questionnaire.sections[int(path[1])].questions[int(path[3])]


def _placed(finding: Finding, asked: Node, said: Node, files: Sources) -> Iterator[Fault]:
    """What was found, in the file to be mended; nothing where a firm's own list only left shipped parts without use."""
    worded = finding.path[:1] == ("wording",)
    tree, path = (said, finding.path[1:]) if worded else (asked, finding.path)
    at, mend = tree.at(path), finding.mend
    cause = asked.at(finding.cause) if finding.cause else at
    if files.layer(cause.file) > files.layer(at.file):
        if finding.left_over:
            return
        if worded:
            words = PurePath(cause.file).with_name(files.wording[-1].name).as_posix()
            cause, mend = Mark(words), mend if words in map(shown, files.wording) else f"Write this file. {mend}"
        at = cause
    yield fault(at, finding.fault, mend, path)
