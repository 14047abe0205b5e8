"""Every fault the bot raises on purpose.

::

    BotError
    ├── UsageError              the command line was used wrongly
    ├── ManyFaults              several faults found in one go, told together
    │   ├── SettingsError       in the environment or .env
    │   └── QuestionnaireError  in a questionnaire, a roster or a text
    ├── NotWritten              standard output takes no result
    ├── StorageError
    │   ├── NotSaved            a change is not on disk, and was not acknowledged
    │   ├── Unreadable          a file cannot be read, and is kept as it is
    │   │   ├── Damaged         it does not match its checksum
    │   │   └── NewerFormat     a newer version wrote it
    │   └── FolderLocked        another process holds the data folder
    └── SlackError
        ├── Refused             Slack answered no, and said why
        ├── NotNow              Slack wants to be asked again later
        └── OutcomeUnknown      Slack may or may not have done it

An answer that does not fit and a stale click are no faults: they are return values.
"""

from collections.abc import Iterable


class BotError(Exception):
    """Says what happened, where, and how to mend it; as text, one line each."""

    def __init__(self, what: str, where: str = "", mend: str = "") -> None:
        super().__init__(what, where, mend)
        self.what = what
        self.where = where
        self.mend = mend

    def __str__(self) -> str:
        """The three lines, without the empty ones.

        >>> print(BotError("No roster has that name.", "teams.yaml", "Name one of the files there."))
        No roster has that name.
        Where: teams.yaml
        Mend: Name one of the files there.
        """
        lines = ((self.what, self.what), (self.where, f"Where: {self.where}"), (self.mend, f"Mend: {self.mend}"))
        return "\n".join(line for given, line in lines if given)


class UsageError(BotError):
    """The command line was used wrongly."""


class NotWritten(BotError):
    """Standard output does not take the result."""


class ManyFaults(BotError):
    """Carries `faults` in the order found; each prints itself in the three-line form, a blank line between two."""

    def __init__(self, faults: Iterable[object]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n\n".join(str(fault) for fault in self.faults))


class SettingsError(ManyFaults):
    """The environment or `.env` cannot be used."""


class QuestionnaireError(ManyFaults):
    """A questionnaire, a roster or a text cannot be used."""


class StorageError(BotError):
    """What is on disk could not be read or changed."""


class NotSaved(StorageError):
    """A change did not reach the disk; what was there before is whole."""


class Unreadable(StorageError):
    """A file cannot be read; it is kept as it is, and trying again mends nothing."""


class Damaged(Unreadable):
    """A whole record does not match its checksum."""


class NewerFormat(Unreadable):
    """A newer version of the bot wrote the file."""


class FolderLocked(StorageError):
    """Another process holds the data folder."""


class SlackError(BotError):
    """A call to Slack did not do what it should."""


class Refused(SlackError):
    """Slack answered no; `code` is the word it gave, such as `not_in_channel`."""

    def __init__(self, code: str, where: str = "", mend: str = "") -> None:
        super().__init__(f"Slack refused: {code}.", where, mend)
        self.code = code


class NotNow(SlackError):
    """Slack did nothing and wants to be asked again after `seconds`."""

    def __init__(self, seconds: float, where: str = "", mend: str = "") -> None:
        super().__init__(f"Slack asks to wait {seconds:g} s.", where, mend)
        self.seconds = seconds


class OutcomeUnknown(SlackError):
    """The connection failed after the request may have arrived: it may have been done."""
