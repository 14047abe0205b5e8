"""Whether every text the bot says is there, is known and can be printed."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from jinja2 import BaseLoader, Environment, FileSystemLoader, TemplateError, meta

from bot.interview.notices import FACILITATOR, LEADS, REPROMPTS, TOLD
from bot.prompts.faults import Fault, Mark, fault, shown
from bot.prompts.label_checks import LABELS, label_faults
from bot.prompts.nodes import read_text
from bot.prompts.stand_ins import stand_ins
from bot.prompts.texts import ENGLISH, environment, folders
from bot.prompts.wordings import SECTION, template_faults
from bot.questionnaire.findings import meant

NOTICES: Mapping[str, tuple[str, ...]] = LEADS | TOLD | REPROMPTS | FACILITATOR


def text_faults(shipped: Path, own: Path | None = None, language: str = ENGLISH) -> Iterator[Fault]:
    """Every fault in the texts of a language: the shipped ones, and those a firm says otherwise."""
    english = shipped / "texts" / ENGLISH
    known = {name: _placeholders(name, text) for name, text in _texts(english).items()}
    for name in sorted(NOTICES.keys() - known.keys()):
        what = f"The text {name} is missing."
        yield fault(Mark(shown(english / f"{name}.j2")), what, "Write it; prompts/README.md says what it may print.")
    looked_in = folders(shipped, own, language)
    for folder in looked_in:
        yield from _checked(folder, known, FileSystemLoader(looked_in))
        yield from _labels(folder, english)


def _labels(folder: Path, english: Path) -> Iterator[Fault]:
    given, shipped = (_texts(place).get(LABELS) for place in (folder, english))
    if isinstance(given, str) and isinstance(shipped, str):
        yield from label_faults(given, shown(folder / f"{LABELS}.j2"), shipped)


def _texts(folder: Path) -> dict[str, str | Fault]:
    """The texts of a folder by name; in place of one that cannot be read, why."""
    return {path.stem: read_text(path, "text") for path in sorted(folder.glob("*.j2"))}


def _placeholders(name: str, text: str | Fault) -> Collection[str]:
    """What a text may print: what its notice gives, else what the shipped text prints itself."""
    if name in NOTICES or isinstance(text, Fault):
        return NOTICES.get(name, ())
    try:
        return meta.find_undeclared_variables(environment().parse(text))
    except TemplateError:
        return ()


def _checked(folder: Path, known: Mapping[str, Collection[str]], loader: BaseLoader) -> Iterator[Fault]:
    templates = environment(loader)
    for name, text in _texts(folder).items():
        file = shown(folder / f"{name}.j2")
        if isinstance(text, Fault):
            yield text
        elif name not in known:
            mend = meant(name, known, "Take it out, or give it the name of a text in prompts/texts.")
            yield fault(Mark(file), f"The bot has no text called {name}.", mend)
        else:
            found = list(template_faults(templates, text, known[name]))
            yield from (fault(Mark(file, line), f"The text {name} {what}.", mend) for line, what, mend in found)
            yield from () if found else _printed(templates, name, text, file, known[name])


def _sized(name: str, printed: str, file: str) -> Iterator[Fault]:
    if not printed.strip():
        mend = "Write it, or remove the file: then the shipped text is said."
        yield fault(Mark(file), f"The text {name} says nothing.", mend)
    if len(printed) > SECTION and name != LABELS:  # its lines are held to their own limits
        mend = f"Shorten it to {SECTION:,} or fewer."
        yield fault(Mark(file), f"The text {name} has {len(printed):,} characters, and Slack shows {SECTION:,}.", mend)


def _printed(templates: Environment, name: str, text: str, file: str, known: Collection[str]) -> Iterator[Fault]:
    try:
        printed = templates.from_string(text).render(stand_ins(name, known))
    except Exception as error:  # noqa: BLE001 - a template may fail in any way a program can
        mend = "Compare it with the shipped one in prompts/texts."
        yield fault(Mark(file), f"The text {name} cannot be printed: {str(error).rstrip('.')}.", mend)
        return
    yield from _sized(name, printed, file)
