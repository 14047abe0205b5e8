"""What a start says before the bot is at work."""

from pathlib import Path

import pytest

from bot.running import tell_faults


def test_faults_in_ones_own_folder_are_told_at_the_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A broken text is named on standard error with its mend; a right folder says nothing."""
    texts = tmp_path / "texts" / "en"
    texts.mkdir(parents=True)
    (texts / "help.j2").write_text("Help {{ nope")
    tell_faults(tmp_path)
    said = capsys.readouterr()
    assert "The text help is no template" in said.err
    assert f"Where: {texts}/help.j2, line 1" in said.err
    assert said.out == ""

    (texts / "help.j2").write_text("Help")
    tell_faults(tmp_path)
    assert capsys.readouterr().err == ""
