"""Ids made from names."""

import re
import unicodedata
from hashlib import sha256
from pathlib import Path

LONGEST_SLUG = 31


def assessment_id(roster: Path) -> str:
    """The id of the assessment a roster file opens: of its name and what is in it. At most 40 characters."""
    digest = sha256(roster.read_bytes()).hexdigest()[:8]
    return f"{slug(roster.stem, LONGEST_SLUG) or 'assessment'}-{digest}"


def slug(name: str, longest: int) -> str:
    """A name as small letters, digits and hyphens; empty where it has none of them.

    >>> slug("Ventes & Événements, 2027", 20)
    'ventes-evenements-20'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:longest].strip("-")
