"""Menilai satu berkas isian: python contoh.py ISIAN.toml"""

import sys
from pathlib import Path

import kla

try:
    result = kla.score(Path(sys.argv[1]))
except kla.KlaError as refused:
    sys.exit(str(refused))

total, category, following = result["total"], result["category"], result["next"]
named = f"kategori {category['name']}" if category else "belum berkategori"
gap = f"; kurang {following['gap']} menuju {following['name']}" if following else ""
print(f"{result['region']['name']}: {total['points']} dari {total['maximum']}, {named}{gap}")
