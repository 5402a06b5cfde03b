"""Compiled templates, kept between starts. No page fails on them."""

from __future__ import annotations

from contextlib import suppress

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(FileSystemBytecodeCache):
    """A cache that does nothing when its folder is full, gone or damaged: the template is compiled again."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read a compiled template, if there is a whole one."""
        try:
            super().load_bytecode(bucket)
        except Exception:  # half a file: pickle and marshal raise almost anything
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a compiled template, if there is room."""
        with suppress(OSError):
            super().dump_bytecode(bucket)
