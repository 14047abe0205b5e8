"""What a start says before the bot is at work, and how it ends."""

import os
import signal
import subprocess
import sys
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


@pytest.mark.skipif(sys.platform == "win32", reason="there is no TERM signal")
@pytest.mark.parametrize("how", ["--local", "--workspace-only"])
def test_a_term_signal_as_soon_as_the_address_is_told_ends_it_in_good_order(tmp_path: Path, how: str) -> None:
    """Whoever reads the address may stop the bot at once: nothing is cut off while it is still starting."""
    command = [sys.executable, "-m", "bot", how, "--port", "0", "--no-browser", "--data", str(tmp_path)]
    clean = {key: value for key, value in os.environ.items() if not key.startswith("SLACK_")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=clean) as run:
        assert run.stdout is not None
        assert run.stdout.readline().startswith("http://")
        run.send_signal(signal.SIGTERM)
        _, said = run.communicate(timeout=60)
    assert (run.returncode, "Traceback" in said) == (0, False)
