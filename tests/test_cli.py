"""The command line: what a wrong word, a taken folder or a wrong file is answered with, and how the process ends."""

import os
import sys

import pytest

from bot.cli import main
from bot.storage.folder import hold


@pytest.mark.parametrize(
    "words",
    [
        ["--nope"],
        ["nope"],
        ["--port", "x"],
        ["--port", "65536"],
        ["--data"],
        ["open"],
        ["open", "one.yaml", "two.yaml"],
        ["check", "--yaml"],
        ["manifest", "now"],
        ["bench", "--jsno"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_told_in_one_clear_line(words, capsys):
    """Words the command line does not know end it with 2 and a sentence; standard output stays empty."""
    assert main(words) == 2

    said = capsys.readouterr()
    fault, mend = said.err.splitlines()
    assert fault.endswith(".")
    assert mend == "Mend: python3 -m bot --help says what there is."
    assert said.out == ""


def test_a_second_bot_is_refused_before_anything_else(tmp_path, capsys, monkeypatch):
    """A folder in use is told with the process that holds it, before the bot's own packages are even imported."""
    monkeypatch.setitem(sys.modules, "bot.running", None)
    with hold(tmp_path):
        assert main(["--local", "--port", "0", "--no-browser", "--data", str(tmp_path)]) == 1

    said = capsys.readouterr()
    assert f"process {os.getpid()}" in said.err
    assert said.out == ""
