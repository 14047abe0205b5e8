"""`python3 -m bot` on a machine that has nothing but Python, told from outside: what it does, and what it says.

Most starts here install two made-up packages from a folder, so that no index is needed; one installs the real lock.
"""

import ast
import hashlib
import os
import runpy
import shutil
import signal
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
PYTHON = getattr(sys, "_base_executable", sys.executable)
CLOSED = "http://127.0.0.1:9/simple"
CLI = """
import sys
import greeting

def main(arguments):
    print(greeting.WORDS, arguments, sys.stdin is not None)
    return 7
"""
PYTEST = "import os, sys; print(sys.argv[1:], os.environ.get('BOT_TEST_SCALE'), os.getcwd())"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the scenarios use POSIX signals")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of wheels: `greeting`, which the stand-in command line needs, and a `pytest` that says how it is run."""
    folder = tmp_path_factory.mktemp("wheels")
    wheel(folder, "greeting", {"greeting.py": "WORDS = 'hello'"})
    wheel(folder, "pytest", {"pytest.py": PYTEST})
    return folder


def wheel(folder: Path, name: str, modules: dict[str, str]) -> None:
    """Makes version 1 of a pure package."""
    info = f"{name}-1.dist-info"
    files = {
        **modules,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},,\n" for path in [*files, f"{info}/RECORD"])
    with zipfile.ZipFile(folder / f"{name}-1-py3-none-any.whl", "w") as archive:
        for path, content in {**files, f"{info}/RECORD": record}.items():
            archive.writestr(path, content)


def pin(shelf: Path, *names: str) -> str:
    """A lock of the shelf's packages."""
    wheels = {name: (shelf / f"{name}-1-py3-none-any.whl").read_bytes() for name in names}
    return "".join(f"{name}==1 \\\n    --hash=sha256:{hashlib.sha256(wheels[name]).hexdigest()}\n" for name in names)


def checkout(folder: Path, shelf: Path) -> Path:
    """A copy of the front door in a folder with a space in its name, behind it a stand-in command line."""
    root = folder / "a checkout"
    locks = root / "bot" / "requirements"
    locks.mkdir(parents=True)
    for name in ("__init__.py", "__main__.py"):
        shutil.copy(PROJECT / "bot" / name, root / "bot" / name)
    (root / "bot" / "cli.py").write_text(CLI)
    (locks / "installer.txt").write_text((PROJECT / "bot" / "requirements" / "installer.txt").read_text())
    (locks / "run.txt").write_text(pin(shelf, "greeting"))
    (locks / "test.txt").write_text(pin(shelf, "greeting", "pytest"))
    return root


def surroundings(**changed: object) -> dict[str, str]:
    """The environment of a newcomer: nothing of this virtual environment, no pip configuration."""
    hidden = ("PYTHON", "PIP_", "UV_", "VIRTUAL_ENV", "BOT_TEST_SCALE", "COV_")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(hidden)}
    return {**kept, "PIP_CONFIG_FILE": os.devnull, "PYTHONUTF8": "1", **{key: str(on) for key, on in changed.items()}}


def start(
    root: Path,
    *arguments: str,
    shelf: Path | None = None,
    python: str | Path = PYTHON,
    before: str = "",
    **changed: object,
) -> subprocess.CompletedProcess[str]:
    """Runs `python3 -m bot` to its end with standard input closed; `before` is run in its interpreter first."""
    packages = {"PIP_NO_INDEX": 1, "PIP_FIND_LINKS": shelf} if shelf else {"PIP_INDEX_URL": CLOSED}
    command = [str(python), "-m", "bot", *arguments]
    if before:
        run = "import runpy, sys; sys.argv[0] = 'bot'; runpy.run_module('bot', run_name='__main__', alter_sys=True)"
        command = [str(python), "-c", f"{before}\n{run}", *arguments]
    closed = ["sh", "-c", 'exec "$@" <&-', "sh", *command]
    return subprocess.run(closed, cwd=root, env=surroundings(**packages, **changed), capture_output=True, text=True)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory, shelf: Path) -> Path:
    """A checkout that has been set up once; tests leave it ready."""
    root = checkout(tmp_path_factory.mktemp("ready"), shelf)
    done = start(root, shelf=shelf)
    assert done.returncode == 7, done.stderr
    assert done.stderr.startswith("  Setting up (first time only)   Python 3.")
    assert " ok · packages 1/1 · " in done.stderr
    return root


def test_a_second_start_is_silent_and_needs_nothing(ready: Path) -> None:
    """Once set up, a start says nothing of its own, hands over arguments and exit code, and needs no index."""
    done = start(ready, "open", "a file.yaml")

    assert (done.returncode, done.stdout, done.stderr) == (7, "hello ['open', 'a file.yaml'] True\n", "")


@pytest.mark.parametrize("inside", [False, True], ids=["any Python", ".venv"])
@pytest.mark.parametrize("door", ["bot", "bot/__main__.py"])
def test_the_bot_can_be_started_by_its_path(ready: Path, tmp_path: Path, door: str, inside: bool) -> None:
    """From another folder the path of the bot does what `-m bot` does in its own."""
    python = ready / ".venv" / "bin" / "python" if inside else PYTHON
    command = [str(python), str(ready / door), "check"]
    done = subprocess.run(command, cwd=tmp_path, env=surroundings(), capture_output=True, text=True)

    assert (done.returncode, done.stdout, done.stderr) == (7, "hello ['check'] True\n", "")


def test_a_folder_may_have_a_name_that_is_no_utf_8(ready: Path) -> None:
    """What .venv is made from can be told of any folder there is."""
    door = runpy.run_path(str(ready / "bot" / "__main__.py"))
    door["fingerprint"].__globals__["VENV"] = os.fsdecode(b"/caf\xe9/.venv")

    assert len(door["fingerprint"]("run")) == 64


def test_starting_inside_the_environment_works(ready: Path) -> None:
    """With .venv activated, the command does the same."""
    done = start(ready, python=ready / ".venv" / "bin" / "python")

    assert (done.returncode, done.stdout, done.stderr) == (7, "hello [] True\n", "")


def test_an_environment_made_by_uv_sync_is_used_as_it_is(ready: Path) -> None:
    """A .venv without our stamp in which no package lacks is neither rebuilt nor stamped."""
    stamp = ready / ".venv" / "set-up-run"
    content = stamp.read_text()
    stamp.unlink()
    done = start(ready)
    stamped = stamp.exists()
    stamp.write_text(content)

    assert (done.returncode, done.stderr, stamped) == (7, "", False)


def test_the_tests_packages_are_added_when_they_are_asked_for(ready: Path, shelf: Path) -> None:
    """`test` installs what lacks and runs pytest in the project's folder; `--full` sets the scale."""
    done = start(ready, "test", "--full", "-k", "x", shelf=shelf)
    again = start(ready, "test")

    assert "Setting up (what the tests need)" in done.stderr
    assert (done.returncode, done.stdout) == (0, f"['-k', 'x'] 1 {ready}\n")
    assert (again.returncode, again.stdout, again.stderr) == (0, f"[] None {ready}\n", "")
    assert start(ready).stderr == ""


def test_the_bot_still_starts_when_the_tests_packages_cannot_be_fetched(tmp_path: Path, shelf: Path) -> None:
    """Asked for the tests without a network, a machine keeps the bot it has; the next try adds what lacks."""
    root = checkout(tmp_path, shelf)
    start(root, shelf=shelf)

    one_message(start(root, "test"), "No package can be fetched.", "network")

    done = start(root)
    assert (done.returncode, done.stderr) == (7, "")
    assert start(root, "test", shelf=shelf).returncode == 0


def test_what_pip_does_elsewhere_and_a_link_leads_to_is_left_alone(tmp_path: Path, shelf: Path) -> None:
    """Where pip installs for the user, .venv is filled all the same; what .venv is a link to is not emptied for it."""
    root, other = checkout(tmp_path, shelf), tmp_path / "other"
    other.mkdir()
    (other / "kept").touch()
    (root / ".venv").symlink_to(other)

    assert start(root, shelf=shelf, PIP_USER=1).returncode == 7
    assert [path.name for path in other.iterdir()] == ["kept"]


def test_a_copied_environment_is_made_anew(ready: Path, shelf: Path, tmp_path: Path) -> None:
    """A .venv that was moved or copied is not trusted, not even when it is the one that was started."""
    copy = tmp_path / "a copy"
    shutil.copytree(ready, copy, symlinks=True)

    done = start(copy, shelf=shelf, python=copy / ".venv" / "bin" / "python")

    assert "Setting up (packages, Python or folder changed)" in done.stderr
    assert (done.returncode, done.stdout) == (7, "hello [] True\n")
    assert start(copy).stderr == ""


def test_a_changed_lock_is_noticed(ready: Path) -> None:
    """After an update that changes the lock, the same .venv is to be set up again."""
    lock = ready / "bot" / "requirements" / "run.txt"
    missing = runpy.run_path(str(ready / "bot" / "__main__.py"))["missing"]
    content = lock.read_text()
    lock.write_text(f"# newer\n{content}")
    changed = missing("run")
    lock.write_text(content)

    assert (changed, missing("run")) == ("packages, Python or folder changed", "")


def test_a_set_up_that_was_cut_short_is_noticed_whatever_is_there(ready: Path) -> None:
    """Until the stamp is in place no package counts as installed, even when all seem to be there."""
    missing = runpy.run_path(str(ready / "bot" / "__main__.py"))["missing"]
    stamps = {path: path.read_text() for path in (ready / ".venv").glob("set-up-*")}
    next(iter(stamps)).rename(ready / ".venv" / "set-up-begun")
    cut = missing("run")
    (ready / ".venv" / "set-up-begun").unlink()
    for path, content in stamps.items():
        path.write_text(content)

    assert (cut, missing("run")) == ("an earlier one was cut short", "")


def test_a_start_waits_for_another_and_rebuilds_what_it_left_when_killed(tmp_path: Path, shelf: Path) -> None:
    """Killed while fetching, a set-up leaves no stamp; a start that was waiting begins it anew and succeeds."""
    root = checkout(tmp_path, shelf)
    command = [PYTHON, "-m", "bot"]
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        deaf.settimeout(120)
        index = f"http://127.0.0.1:{deaf.getsockname()[1]}/simple"
        first = subprocess.Popen(
            command, cwd=root, env=surroundings(PIP_INDEX_URL=index), stderr=subprocess.DEVNULL, start_new_session=True
        )
        asked, _ = deaf.accept()
        second = subprocess.Popen(
            command,
            cwd=root,
            env=surroundings(PIP_NO_INDEX=1, PIP_FIND_LINKS=shelf),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert second.stderr is not None
        waiting = second.stderr.readline()
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
        asked.close()
        output, told = second.communicate(timeout=120)

    assert waiting == "  Another start is setting up here: waiting for it.\n"
    assert "Setting up (an earlier one was cut short)" in told
    assert (second.returncode, output) == (7, "hello [] True\n")


def one_message(done: subprocess.CompletedProcess[str], what: str, mend: str) -> None:
    """A start that failed with 1 says what, why and how to mend it, each on a line of its own, and nothing else."""
    said = [line for line in done.stderr.splitlines() if line and not line.startswith("  Setting up")]
    assert (done.returncode, done.stdout) == (1, "")
    assert len(said) == 3, done.stderr
    assert said[0].startswith(what)
    assert said[1].startswith("Why: ")
    assert said[2].startswith("Mend: ")
    assert mend in said[2]


def test_an_old_python_is_told(tmp_path: Path, shelf: Path) -> None:
    """A Python before 3.11 is told so before anything is made."""
    root = checkout(tmp_path, shelf)

    done = start(root, before="import sys; sys.version_info = (3, 8, 10, 'final', 0)")

    one_message(done, "This Python is too old.", "python")
    assert "It is 3.8" in done.stderr
    assert not (root / ".venv").exists()


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_that_cannot_make_environments_is_told(tmp_path: Path, shelf: Path, module: str) -> None:
    """On Debian without its split-off package the message names that package."""
    done = start(checkout(tmp_path, shelf), before=f"import sys; sys.modules[{module!r}] = None")

    one_message(done, "This Python cannot make", f"apt install python3.{sys.version_info.minor}-venv")


def test_a_machine_without_network_is_told(tmp_path: Path, shelf: Path) -> None:
    """When no index answers, the message says so."""
    one_message(start(checkout(tmp_path, shelf)), "No package can be fetched.", "network")


def test_a_package_that_is_not_the_locks_is_refused(tmp_path: Path, shelf: Path) -> None:
    """A wheel with another checksum is not installed, and the message tells it from a broken network.

    It starts from half a .venv, which is cleared away.
    """
    root = checkout(tmp_path, shelf)
    (root / ".venv" / "bin").mkdir(parents=True)
    (root / ".venv" / "bin" / "python").symlink_to(PYTHON)
    (root / "bot" / "requirements" / "run.txt").write_text(f"greeting==1 \\\n    --hash=sha256:{'0' * 64}\n")

    done = start(root, shelf=shelf)

    one_message(done, "A package was refused", "index")
    assert "Setting up (an earlier one was cut short)" in done.stderr

    assert not list((root / ".venv").rglob("greeting*"))


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path, shelf: Path) -> None:
    """When .venv cannot be made, the message names it."""
    root = checkout(tmp_path, shelf)
    (root / ".venv").write_text("in the way")

    done = start(root, shelf=shelf)

    one_message(done, "The project's folder cannot be written to.", "right to write")
    assert str(root / ".venv") in done.stderr


@pytest.mark.parametrize("name", ["__init__.py", "__main__.py"])
def test_the_door_can_be_read_by_an_old_python(name: str) -> None:
    """What an old interpreter has to read before it can be told is Python 3.6 and standard library only."""
    tree = ast.parse((PROJECT / "bot" / name).read_text(), feature_version=(3, 6))
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    from_ = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}

    assert {module.split(".")[0] for module in plain} <= sys.stdlib_module_names
    assert from_ <= {"bot.cli"}


@pytest.mark.install
def test_the_real_lock_makes_an_environment_the_bot_can_run_in(tmp_path: Path, shelf: Path) -> None:
    """From the real lock, every package the project names can be imported; nothing else is on standard output."""
    root = checkout(tmp_path, shelf)
    shutil.copytree(PROJECT / "bot" / "requirements", root / "bot" / "requirements", dirs_exist_ok=True)
    needed = "aiohttp, dotenv, filelock, fontTools, jinja2, msgspec, resvg_py, rich, ruamel.yaml, slack_bolt, slack_sdk"
    (root / "bot" / "cli.py").write_text(
        f"import {needed}, structlog, tinydb, typer, bot\n\ndef main(arguments):\n    return print(bot.__version__)\n"
    )
    reachable = {**os.environ, "PYTHONUTF8": "1"}

    done = subprocess.run(
        [PYTHON, "-m", "bot", "--version"],
        cwd=root,
        env=reachable,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )

    if "No package can be fetched" in done.stderr:
        pytest.skip("no package index answers from here")
    assert (done.returncode, done.stdout) == (0, "0.1.0\n"), done.stderr
