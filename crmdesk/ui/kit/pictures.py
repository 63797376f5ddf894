"""Pictures in and out of files: made small without trusting what a file says of itself."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QImageWriter

# Drawings are programs of a kind, and other formats need more than they are worth here.
_FORMATS: Final = frozenset({b"png", b"jpeg", b"gif", b"bmp", b"webp"})
# 200 MB at the most, for a moment; photos are made smaller already while they are read.
MOST_PIXELS: Final = 50_000_000
MOST_OF_PHOTO: Final = 250_000_000
# Megabytes; the same bound again, for a picture that lies about its size.
MOST_MEMORY: Final = 256


def thumbnail(data: bytes, most: QSize) -> QImage | None:
    """Return a picture no larger than `most`, or None for what is none or is huge."""
    QImageReader.setAllocationLimit(MOST_MEMORY)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    kind = bytes(reader.format().data())
    if kind not in _FORMATS or not size.isValid() or size.isEmpty():
        return None
    if size.width() * size.height() > (MOST_OF_PHOTO if kind == b"jpeg" else MOST_PIXELS):
        return None
    if size.width() > most.width() or size.height() > most.height():
        # A photo lying on its side is turned after it was read.
        turned = reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90
        fitting = size.scaled(
            most.transposed() if turned else most, Qt.AspectRatioMode.KeepAspectRatio
        )
        reader.setScaledSize(fitting.expandedTo(QSize(1, 1)))
    picture = reader.read()
    return None if picture.isNull() else picture


def as_png(picture: QImage) -> bytes:
    """Return a picture as a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(picture)
    return bytes(buffer.data().data())
