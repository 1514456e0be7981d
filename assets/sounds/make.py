#!/usr/bin/env python3
"""Makes the desk's five sounds beside this script.

    python3 make.py

Standard library only; the same bytes every time. 16 bit, mono, 22.05 kHz.
The five differ in pitch, length and rhythm, so that they are told apart in a
loud hall and by someone who hears only low tones.
"""

import math
import pathlib
import wave

RATE = 22_050

# name: list of (start hertz, end hertz, milliseconds, loudness 0..1);
# a tone of 0 Hz is a pause.
SOUNDS = {
    "done": [(2000, 2000, 80, 0.60)],
    "already": [(880, 880, 90, 0.32), (0, 0, 70, 0), (880, 880, 90, 0.32)],
    "refused": [(350, 350, 500, 0.70)],
    "question": [(660, 990, 260, 0.50)],
    "attention": [
        (700, 700, 110, 0.60), (0, 0, 50, 0),
        (930, 930, 110, 0.60), (0, 0, 50, 0),
        (1240, 1240, 170, 0.60),
    ],
}

RISE_MS = 8
FALL_MS = 30


def envelope(at, length):
    """Raised cosine up and down: it starts and ends at nothing."""
    rise = RATE * RISE_MS / 1000
    fall = RATE * FALL_MS / 1000
    gain = 1.0
    if at < rise:
        gain *= 0.5 - 0.5 * math.cos(math.pi * at / rise)
    left = length - 1 - at
    if left < fall:
        gain *= 0.5 - 0.5 * math.cos(math.pi * left / fall)
    return gain


def tone(start, end, milliseconds, loudness):
    length = RATE * milliseconds // 1000
    phase = 0.0
    for at in range(length):
        hertz = start + (end - start) * at / length
        phase += 2 * math.pi * hertz / RATE
        # Two quiet overtones carry the low tone through small speakers.
        voice = (math.sin(phase) + 0.30 * math.sin(2 * phase) + 0.15 * math.sin(3 * phase)) / 1.30
        yield loudness * envelope(at, length) * voice


def main():
    here = pathlib.Path(__file__).resolve().parent
    for name, tones in SOUNDS.items():
        samples = [sample for part in tones for sample in tone(*part)]
        # A little silence at the end, for players that cut the last buffer.
        samples += [0.0] * (RATE * 20 // 1000)
        frames = b"".join(
            max(-32767, min(32767, round(s * 32767))).to_bytes(2, "little", signed=True)
            for s in samples
        )
        path = here / f"{name}.wav"
        with wave.open(str(path), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE)
            out.writeframes(frames)
        print(f"{path.name}: {path.stat().st_size} bytes, {len(samples) * 1000 // RATE} ms")


if __name__ == "__main__":
    main()
