"""Looks through every file of the project for what must never be committed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Written in pieces, so that this file passes its own check.
FORBIDDEN = {
    "a package registry's address": r"https?://[^\s\"')>]*(?:py" + r"pi|pythonhosted|/simple\b)",
    "a registry setting": r"(?:--|\b)(?:extra-)?index"
    + r"-url|find"
    + r"-links|trusted"
    + r"-host",
    "a path of one machine": r"(?<![\w.~/])/(?:work|root|opt|home/\w+|Users/\w+)" + r"/[\w.]",
    "a merge mark": r"^(?:<<<<" + r"<<<|>>>>" + r">>>) ",
    "unfinished work": r"\b(?:TO" + r"DO|FIX" + r"ME|raise NotImplemented" + r"Error)\b",
    "a test that does not run": r"pytest\.(?:mark\.)?(?:skip|xf" + r"ail|importor" + r"skip)",
    "an ignored type without a reason": r"#\s*type:\s*ignore" + r"(?!\[)",
}
LARGEST = 1_000_000
TEXT = {
    "",
    ".cfg",
    ".css",
    ".html",
    ".j2",
    ".json",
    ".md",
    ".po",
    ".py",
    ".spec",
    ".svg",
    ".toml",
    ".txt",
    ".yaml",
    ".yml",
    ".qss",
}


def project_files() -> list[Path]:
    """Return the files git knows or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = [name for name in listed.stdout.decode().split("\0") if name]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def problems_in(path: Path) -> list[str]:
    """Return one line per forbidden thing in a file."""
    shown = path.relative_to(ROOT).as_posix()
    if path.stat().st_size > LARGEST:
        return [f"{shown}: larger than {LARGEST} bytes"]
    if path.suffix not in TEXT:
        return []
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        for what, pattern in FORBIDDEN.items():
            if re.search(pattern, line):
                found.append(f"{shown}:{number}: {what}")
    return found


def main() -> int:
    """Print every problem and return 1 if there is one."""
    if not (ROOT / ".git").exists():
        print("files: not a git clone, nothing to check")
        return 0
    problems = [problem for path in project_files() for problem in problems_in(path)]
    print("\n".join(problems) or "files: clean")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
