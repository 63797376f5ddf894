"""Files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.i18n import N_, _

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_REASONS: Final = {
    errno.EACCES: N_("you may not write there"),
    errno.EPERM: N_("you may not write there"),
    errno.EROFS: N_("one can only read there"),
    errno.ENOENT: N_("the folder is not there"),
    **dict.fromkeys(_FULL, N_("the disk is full")),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.EBUSY: N_("another program uses it"),
}


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a temporary file beside `path` that takes its place when the block ends well.

    Raises FileProblem when the folder is missing or the file cannot be written or replaced.
    """
    if path.is_dir():
        raise FileProblem(
            _("{path} is a folder.").format(path=path),
            _("Give the file a name inside the folder."),
        )
    if not path.parent.is_dir():
        raise FileProblem(
            _("The folder {folder} does not exist.").format(folder=path.parent),
            _("Choose a folder that exists."),
        )
    part: Path | None = None
    try:
        handle, name = tempfile.mkstemp(suffix=path.suffix, prefix=".part-", dir=path.parent)
        os.close(handle)
        part = Path(name)
        yield part
        _open_like_any_new_file(part)
        _keep_on_disk(part)
        part.replace(path)
    except OSError as error:
        raise FileProblem(
            _("{name} could not be saved in {folder}: {reason}.").format(
                name=path.name, folder=path.parent, reason=_reason(error)
            ),
            _("Make room on the disk, or choose another folder.")
            if error.errno in _FULL
            else _("Close it in other programs, or choose another folder."),
        ) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def _reason(error: OSError) -> str:
    """Return why the system refused, a usual reason in the user's language."""
    known = _REASONS.get(error.errno or 0)
    return _(known) if known else error.strerror or str(error)


def _open_like_any_new_file(part: Path) -> None:
    # A temporary file is readable by its maker only; what is saved is to be shared as usual.
    mask = os.umask(0)
    os.umask(mask)
    part.chmod(0o666 & ~mask)


def _keep_on_disk(part: Path) -> None:
    with part.open("rb+") as stream:
        os.fsync(stream.fileno())
