"""Answers every request of a folder, for tests/conform: conform.py REQUESTS OUT"""

import sys
from pathlib import Path

import kla

requests, out = map(Path, sys.argv[1:])
out.mkdir(parents=True, exist_ok=True)
for file in sorted(requests.glob("*.json")):
    (out / file.name).write_bytes(kla.call_text(file.read_bytes().decode()).encode())
