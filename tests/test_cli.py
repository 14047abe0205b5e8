"""The command line: what a wrong word, a taken folder or a wrong file is answered with, and how the process ends."""

import pytest

from bot.cli import main


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
