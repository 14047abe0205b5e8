"""The front door: makes .venv from the lock when it is missing or out of date, then hands over to the command line.

Standard library only, and it runs on Python 3.6, so that an older interpreter is told what it lacks.
"""

import glob
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "Scripts", "python.exe") if os.name == "nt" else os.path.join(VENV, "bin", "python")
BEGUN = os.path.join(VENV, "set-up-begun")
VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"
PIP = ["-m", "pip", "install", "-q", "--disable-pip-version-check", "--retries=2", "--require-hashes", "-r"]
UV = ["-m", "uv", "pip", "install", "-q", f"--python={PYTHON}", "--require-hashes", "-r"]
ADDED = "what the tests need"

# What an installer says; what happened, why, how to mend it. The first pattern found counts.
FAULTS = {
    "do not match the hashes|hash mismatch": """A package was refused, and nothing of it installed.
Why: What the package index sent is not what the lock names: its checksum differs.
Mend: Try another network or package index. If it stays so, tell the maintainers before running anything.""",
    "no space left|disk quota": """The packages do not fit.
Why: The disk is full.
Mend: Free about 300 MB, then start again.""",
    "denied|read-only|not permitted|not a directory|file exists": f"""The project's folder cannot be written to.
Why: The packages go to {VENV}, and that folder cannot be made or changed.
Mend: Give yourself the right to write there, move away what is in its place, or copy the project elsewhere.""",
    "connection|timed? ?out|failed to fetch|error sending|resolution|dns error|ssl|proxy": """No package can be fetched.
Why: The package index does not answer from here.
Mend: Check the network and the proxy (HTTPS_PROXY), then start again. It is needed this once.""",
}


def main(arguments: "list[str]") -> int:
    """Sets up what these arguments need and runs them; returns the exit code, or exits with 1 and the reason."""
    if sys.stdin is None:  # closed: whatever is opened first would take its place
        sys.stdin = open(os.devnull)
        os.set_inheritable(sys.stdin.fileno(), True)
    check_python()
    find_bot()
    lock = "test" if arguments[:1] == ["test"] else "run"
    inside = os.path.realpath(sys.prefix) == os.path.realpath(VENV)
    if missing(lock):
        base = getattr(sys, "_base_executable", sys.executable)
        if inside and base != sys.executable:
            return hand_over([base, "-m", "bot", *arguments])
        prepare(lock)
    if lock == "test":
        return hand_over([PYTHON, "-m", "pytest", *test_arguments(arguments[1:])])
    if not inside:
        return hand_over([PYTHON, "-m", "bot", *arguments])
    from bot.cli import main as command_line

    return command_line(arguments)


def find_bot() -> None:
    """Lets this process and those it becomes find the bot where it was started by its path, from another folder."""
    if os.path.realpath(sys.path[0]) == os.path.join(ROOT, "bot"):
        sys.path[0] = ROOT
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (ROOT, os.environ.get("PYTHONPATH"))))


def test_arguments(arguments: "list[str]") -> "list[str]":
    """What is left for pytest; `--full` runs the sweeps at the scale of the promises."""
    os.chdir(ROOT)
    if "--full" in arguments:
        os.environ["BOT_TEST_SCALE"] = "1"
    return [argument for argument in arguments if argument != "--full"]


def hand_over(command: "list[str]") -> int:
    """Becomes another process; on Windows, where none can, waits for it."""
    if sys.platform == "win32":
        return subprocess.call(command)
    return os.execv(command[0], command)


def check_python() -> None:
    """Exits when this interpreter is too old, naming a newer one where there is one."""
    if sys.version_info < (3, 11):
        there = (name for name in (f"python3.{minor}" for minor in range(30, 10, -1)) if shutil.which(name))
        newer = next((name for name in there if run([name, "--version"])[0] == 0), "")
        mend = f"Start it so: {newer} -m bot" if newer else "Install a newer one, for instance from python.org."
        sys.exit(f"This Python is too old.\nWhy: It is {VERSION}; the bot needs 3.11 or newer.\nMend: {mend}")


def missing(lock: str) -> str:
    """Why .venv does not do for this lock; empty when it does. One made by `uv sync` does when nothing lacks in it."""
    cut = "an earlier one was cut short"
    whole = os.path.exists(PYTHON) and os.path.exists(os.path.join(VENV, "pyvenv.cfg"))
    good = {name for name in ("run", "test") if read(stamp(name)) == fingerprint(name)}
    if os.path.exists(BEGUN):
        return cut
    if whole and good:
        return "" if good & {lock, "test"} else ADDED
    if any(os.path.exists(stamp(name)) for name in ("run", "test")):
        return "packages, Python or folder changed"
    if whole and not names(lock) - installed():
        return ""
    return cut if os.path.exists(VENV) else "first time only"


def prepare(lock: str) -> None:
    """Sets up what is missing, one process at a time; the stamp is put in place last, by a rename."""
    began = time.monotonic()
    try:
        turn = take_turn()
        reason = missing(lock)
        if reason:
            say(f"  Setting up ({reason})   Python {VERSION} ok")
            if reason != ADDED:
                make_venv()
            with open(BEGUN, "w") as begun:
                begun.write(fingerprint(lock))
            try:
                install(lock)
            except SystemExit:
                if reason == ADDED:  # what the bot itself needs is as whole as before: without a network it still runs
                    os.remove(BEGUN)
                raise
            os.replace(BEGUN, stamp(lock))
            done, wanted = len(names(lock) & installed()), len(names(lock))
            say(f" · packages {done}/{wanted} · {time.monotonic() - began:.0f} s\n")
        if turn is not None:
            os.close(turn)
    except OSError as error:
        raise explained(str(error)) from error
    except KeyboardInterrupt:
        say("\nSetting up was stopped; the next start begins it anew.\n")
        raise SystemExit(130) from None


def take_turn() -> "int | None":
    """Locks the project's folder; installers inherit the lock, so it outlives this process being killed."""
    if sys.platform == "win32":
        return None
    import fcntl

    folder = os.open(ROOT, os.O_RDONLY)
    os.set_inheritable(folder, True)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("  Another start is setting up here: waiting for it.\n")
        fcntl.flock(folder, fcntl.LOCK_EX)
    except OSError:  # a network folder may know no locks
        pass
    return folder


def make_venv() -> None:
    """Makes .venv anew, with pip in it."""
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        sys.exit(f"""
This Python cannot make a place for packages.
Why: It lacks the module venv or ensurepip; Debian and Ubuntu keep them in a package of their own.
Mend: sudo apt install python{VERSION}-venv""")
    if os.path.islink(VENV):  # cleared, it would empty what it leads to, which may be another's
        os.unlink(VENV)
    failed, output = run([sys.executable, "-m", "venv", "--clear", VENV])
    if failed:
        raise explained(output)


def install(lock: str) -> None:
    """Installs a lock's packages: by uv where there is one for this machine, by pip otherwise."""
    failed, output = run([PYTHON, *PIP, lock_file("installer"), "--only-binary=:all:", "--retries=0"])
    if not failed:
        index = re.findall("(?<!extra-)index-url='([^']+)'", run([PYTHON, "-m", "pip", "config", "list"])[1])
        failed, output = run([PYTHON, *UV, lock_file(lock), *(f"--default-index={url}" for url in index[-1:])])
    if failed:
        failed, output = run([PYTHON, *PIP, lock_file(lock)])
    if failed or names(lock) - installed():
        raise explained(output)


def run(command: "list[str]") -> "tuple[int, str]":
    """The exit code of a command and all it said."""
    quiet, kept = subprocess.DEVNULL, subprocess.PIPE
    inside = dict(os.environ, PIP_USER="0")  # where pip is set up to install for the user, .venv would take nothing
    done = subprocess.run(command, stdin=quiet, stdout=kept, stderr=subprocess.STDOUT, close_fds=False, env=inside)
    return done.returncode, done.stdout.decode(errors="replace")


def explained(output: str) -> SystemExit:
    """An exit with 1 that tells what an installer's words mean; the last of them when they are not foreseen."""
    for pattern, told in FAULTS.items():
        if re.search(pattern, output.lower()):
            return SystemExit(f"\n{told}")
    last = output.strip().splitlines()[-1:] or ["The installer did not say."]
    return SystemExit(f"\nThe packages could not be installed.\nWhy: {last[0]}\nMend: Remove {VENV} and start again.")


def say(words: str) -> None:
    """Tells the newcomer, on standard error, at once."""
    print(words, end="", file=sys.stderr, flush=True)


def lock_file(lock: str) -> str:
    """Where a lock is kept."""
    return os.path.join(ROOT, "bot", "requirements", f"{lock}.txt")


def stamp(lock: str) -> str:
    """Where it is noted that all of a lock's packages are installed."""
    return os.path.join(VENV, f"set-up-{lock}")


def fingerprint(lock: str) -> str:
    """What .venv is made from: the locks, the Python and the folder, because a moved .venv does not work."""
    locks = read(lock_file("run")) + read(lock_file(lock))
    return hashlib.sha256(f"{locks}\n{VERSION}\n{VENV}".encode(errors="surrogateescape")).hexdigest()


def names(lock: str) -> "set[str]":
    """The packages a lock names for every machine."""
    return set(re.findall(r"(?m)^([a-z0-9-]+)==\S+ \\$", read(lock_file(lock))))


def installed() -> "set[str]":
    """The packages .venv holds."""
    kept = (("lib", "python*"), ("Lib",))
    found = (glob.glob(os.path.join(glob.escape(VENV), *place, "site-packages", "*.dist-info")) for place in kept)
    return {re.sub("[_.]+", "-", os.path.basename(path).split("-")[0]).lower() for paths in found for path in paths}


def read(path: str) -> str:
    """The text of a file; empty when there is none."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError:
        return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
