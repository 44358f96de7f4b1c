#!/usr/bin/env python3
"""Prints the results of run.sh as a Markdown table, the fastest first."""
import json
import platform
import sys

rows = [json.loads(line) for line in sys.stdin]
for row in rows:
    row["speed"] = row["bytes"] / 1e6 / row["seconds"]
# What konzern does with the same names is what the others are held against.
ours = next(row["speed"] for row in rows if row["peer"] == "konzern" and "these names" in row["task"])
print("| program | what it does | MB/s | konzern is × as fast | found per MB | text | build |")
print("|---|---|---|---|---|---|---|")
for row in sorted(rows, key=lambda row: -row["speed"]):
    size = row["bytes"] / 1e6
    print(f"| {row['peer']} {row['version']} | {row['task']} | {row['speed']:.3g} | {ours / row['speed']:.3g} "
          f"| {row['found'] / size:.0f} | {size:.2g} MB | {row['build']:.2g} s |")
print(f"\nPython {platform.python_version()}, seconds of processor time.", file=sys.stderr)
