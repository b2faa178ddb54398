"""What the two processes say arrives as it was said; anything else is nothing."""

import ast
import math
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import backend
from backend.telephony.sip.messages import KINDS, read, written


@given(
    st.sampled_from(sorted(KINDS))
    .flatmap(lambda name: st.builds(KINDS[name]))
    .filter(lambda message: not math.isnan(getattr(message, "at", 0)))
)
def test_every_message_arrives_as_it_was_said(message: object) -> None:
    line = written(message)
    assert line.count(b"\n") == 1
    assert read(line) == message


@given(st.binary(max_size=200))
def test_noise_is_nothing(line: bytes) -> None:
    assert read(line) is None


def test_what_a_newer_process_adds_is_passed_over() -> None:
    assert read(b'{"is": "Pong", "memory_mb": 3, "calls": 0, "mood": "good"}') is not None


def test_one_module_alone_imports_the_stack() -> None:
    folder = Path(backend.__file__).parent
    importers = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if (isinstance(node, ast.Import) and any(a.name == "baresip" for a in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "baresip")
    }
    assert importers == {"telephony/sip/stack.py"}
