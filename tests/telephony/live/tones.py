"""Tones for phones to play, and what was heard of them in a recording."""

import math
import struct
import wave
from pathlib import Path

RATE = 8000
LOUD = 8000


def play(path: Path, hertz: int, seconds: int = 20) -> Path:
    """Write a sine tone of amplitude 8000 (of 32767), 8 kHz mono; 0 Hz is silence."""
    pcm = (int(LOUD * math.sin(2 * math.pi * hertz * n / RATE)) for n in range(RATE * seconds))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(struct.pack(f"<{RATE * seconds}h", *pcm))
    return path


def heard(path: Path, hertz: int) -> int:
    """The amplitude of a whole number of Hz in one second of a recording's last half (Goertzel)."""
    with wave.open(str(path)) as file:
        rate, channels = file.getframerate(), file.getnchannels()
        frames = file.readframes(file.getnframes())
    samples = struct.unpack(f"<{len(frames) // 2}h", frames)[::channels]
    middle = samples[len(samples) // 2 :][:rate]
    assert len(middle) == rate, f"{path.name} holds {len(samples) / rate:.1f} s"
    turn = 2 * math.cos(2 * math.pi * hertz / rate)
    before = last = 0.0
    for sample in middle:
        before, last = last, sample + turn * last - before
    power = last * last + before * before - turn * last * before
    return round(2 * math.sqrt(max(power, 0)) / len(middle))
