"""The calls that change the disk, on systems that lack some of them."""

import subprocess
import sys
from pathlib import Path

ELSEWHERE = """
import os, sys
from pathlib import Path
sys.modules["fcntl"] = None
del os.pwrite
from bot.storage.disk import Disk, write_all, write_file
disk, path = Disk(), Path(sys.argv[1])
write_file(disk, path, b"first\\nsecond\\n")
descriptor = disk.open(path, os.O_WRONLY, 0)
write_all(disk, descriptor, b"SECOND", 6)
disk.flush(descriptor)
disk.close(descriptor)
"""


def test_a_system_without_fcntl_and_pwrite_keeps_files_too(tmp_path: Path) -> None:
    """Where there is neither, as on Windows, the same bytes end up in the file."""
    path = tmp_path / "kept.jsonl"
    project = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", ELSEWHERE, str(path)], check=True, cwd=project)

    assert path.read_bytes() == b"first\nSECOND\n"
