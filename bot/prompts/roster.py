"""A roster: what opens an assessment, from one YAML file."""

from collections.abc import Iterator, Sequence
from itertools import chain, count
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from bot.errors import QuestionnaireError
from bot.fieldwork.model import Assessment, Invitee
from bot.fieldwork.scope import same_name
from bot.interview.model import Fielding, Role
from bot.prompts.converting import Converted, convert
from bot.prompts.faults import Fault, fault
from bot.prompts.layout import language_files
from bot.prompts.loading import assemble, layered
from bot.prompts.names import assessment_id, slug
from bot.prompts.roster_file import FORMAT, RosterFile, RosterPerson, RosterTerm, deadline_of, kept, roster_findings
from bot.prompts.sources import FOLDER, sources
from bot.questionnaire.findings import Finding, Place, listed, meant
from bot.questionnaire.model import ACCOUNTABILITIES, Accountability, Group, Questionnaire, Term


class Opening(Struct, frozen=True):
    """An assessment ready to be opened. `notes` are what the facilitator should know; none of them is a fault."""

    id: str
    fielding: Fielding
    roster: tuple[Invitee, ...]
    channel: str
    sample: bool
    notes: tuple[str, ...]
    left_out: tuple[Role, ...] = ()

    def assessment(self) -> Assessment:
        """The assessment, which belongs to no team and was never opened yet."""
        return Assessment(
            "", self.id, self.fielding, self.channel, self.roster, 0.0, sample=self.sample, left_out=self.left_out
        )


def load_roster(path: Path, now: float, shipped: Path, own: Path | None = None) -> Opening:
    """The assessment a roster file opens, its questionnaire with the firm's own files laid over the shipped ones.

    The id is the same for the same file, so that opening it twice opens it once. Raises QuestionnaireError with every
    fault in the file and in the questionnaire.
    """
    found, faults = read_roster(path, now, shipped, own)
    if found is None:
        raise QuestionnaireError(faults)
    return found


def read_roster(
    path: Path, now: float, shipped: Path, own: Path | None = None
) -> tuple[Opening | None, tuple[Fault, ...]]:
    """The assessment a roster file opens; None where there are faults, and every one of them."""
    tree, unreadable = layered([path])
    file, converted = convert(tree, RosterFile)
    file = replace(file, format=FORMAT) if converted.concerns(("format",)) else file
    found = [*converted.findings, *(one for one in roster_findings(file, now) if _certain(one, converted))]
    found += _no_questionnaire(file.questionnaire, shipped, own) if not _told(found, "questionnaire") else ()
    if not _told(found, "questionnaire") and not _told(found, "language"):
        found += _no_language(file, shipped, own)
    faults = {*unreadable, *(fault(tree.at(one.path), one.fault, one.mend, one.path) for one in found)}
    if converted.concerns(("roles",)) or _told(found, "questionnaire") or _told(found, "language"):
        return None, tuple(sorted(faults))
    questionnaire, in_questionnaire = assemble(sources(shipped, own, file.questionnaire, file.language))
    faults |= set(in_questionnaire)
    ends = deadline_of(file, now)
    if faults or ends is None:
        return None, tuple(sorted(faults))
    return opening(assessment_id(path), file, questionnaire, ends), ()


def _certain(finding: Finding, converted: Converted) -> bool:
    """Whether a finding would stand were the rest of the file right: what hangs on roles nobody can read may not."""
    unread = {path[2:] for path in converted.blanks if path[:1] == ("roles",)}
    needed: set[Place] = set()
    if finding.path == ("roles",):
        needed = {(), ("headcount",), ("holders-agree",)}
    elif finding.path[:1] == ("people",) and finding.path[2:] == ("role",):
        needed = {(), ("name",)}
    return not converted.concerns(finding.path) and unread.isdisjoint(needed)


def _told(found: Sequence[Finding], key: str) -> bool:
    return any(one.path[:1] == (key,) for one in found)


def _no_questionnaire(wanted: str, shipped: Path, own: Path | None) -> Iterator[Finding]:
    folders = [folder / "questionnaires" for folder in (shipped, own) if folder is not None]
    known = sorted({path.name for folder in folders for path in folder.glob("*") if path.is_dir()})
    if wanted not in known:
        mend = meant(wanted, known, f"Write one of {listed(known)}.")
        yield Finding(("questionnaire",), f"There is no questionnaire {wanted}.", mend)


def _no_language(file: RosterFile, shipped: Path, own: Path | None) -> Iterator[Finding]:
    folders = [folder / FOLDER / file.questionnaire for folder in (shipped, own) if folder is not None]
    known = sorted({path.stem for folder in folders for path in language_files(folder)})
    if known and file.language not in known:
        fault = f"The questionnaire {file.questionnaire} has no words in {file.language}."
        yield Finding(
            ("language",), fault, f"It has them in {listed(known)}; write {file.language}.yaml, or one of these."
        )


def opening(assessment: str, file: RosterFile, questionnaire: Questionnaire, deadline: float) -> Opening:
    """What opens the assessment of this id; `deadline` in unix seconds. The roster has no faults."""
    ids = _role_ids(file, questionnaire)
    fielding = Fielding(
        name=file.name,
        questionnaire=questionnaire,
        roles=tuple(Role(ids[same_name(role.name)], role.name, role.headcount) for role in kept(file)),
        form=file.form,
        deadline=deadline,
        timezone=file.timezone,
        horizon=file.horizon,
        terms=dict(_terms(file, questionnaire)),
        new_customer=file.new_customer,
        lapsed_customer=file.lapsed_customer,
        facilitator=file.facilitator,
    )
    roster = tuple(_invitee(person, ids) for person in file.people)
    left_out = tuple(Role("", role.name, role.headcount) for role in file.roles if role not in kept(file))
    return Opening(assessment, fielding, roster, file.channel, file.sample, tuple(_notes(file)), left_out)


def _invitee(person: RosterPerson, ids: dict[str, str]) -> Invitee:
    """Whoever holds a role that is left out is asked as a colleague of the others."""
    role = ids.get(same_name(person.role)) if person.role is not None else None
    group: Group = "holder" if role is not None else "manager" if person.group == "manager" else "colleague"
    return Invitee(person.user, role, group, person.timezone)


def _terms(file: RosterFile, questionnaire: Questionnaire) -> Iterator[tuple[Accountability, Term]]:
    for name in ACCOUNTABILITIES:
        term, own = questionnaire.wording.terms[name], file.terms.get(name, RosterTerm())
        yield name, Term(own.label or term.label, own.definition or term.definition)


def _notes(file: RosterFile) -> Iterator[str]:
    for role in file.roles:
        holders = sum(same_name(person.role or "") == same_name(role.name) for person in file.people)
        if holders > role.headcount:
            invited = f"{holders} who hold it are invited"
            yield f"{role.name} has a headcount of {role.headcount}, and {invited}: correct one of the two."
        if role not in kept(file):
            asked = f" Those invited who hold it ({holders}) are asked as colleagues." if holders else ""
            few = "1 person holds it" if role.headcount == 1 else f"{role.headcount} people hold it"
            few = f"its headcount is {role.headcount}" if holders > role.headcount else few
            yield f"{role.name} is left out of every question: {few}, and the roster does not say they agree.{asked}"


def _role_ids(file: RosterFile, questionnaire: Questionnaire) -> dict[str, str]:
    """An id for each role that is asked about, by its compared name; none that an option or a row has already."""
    questions = questionnaire.all_questions()
    taken = {*ACCOUNTABILITIES, *(part for question in questions for part in (*question.options, *question.rows))}
    ids: dict[str, str] = {}
    for place, role in enumerate(kept(file)):
        plain = slug(role.name, 50)
        wanted = (plain, f"{plain}-role") if plain else ()
        ids[same_name(role.name)] = next(
            name for name in chain(wanted, (f"role-{number}" for number in count(place + 1))) if name not in taken
        )
        taken.add(ids[same_name(role.name)])
    return ids
