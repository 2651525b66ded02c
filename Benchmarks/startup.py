#!/usr/bin/env python3
"""Start-up of `folio` against `sqlite3` doing the same search, as ratios of CPU time.

usage: startup.py FOLDER-OF-PROGRAMS [ITEMS]

Makes a library of ITEMS items (default 10,000) through SQL, then runs the commands in turn, so
that a change of the machine's speed meets all of them alike. Prints medians of user + system time
and the ratio to the floor of the same run.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile

ROUNDS = 21
WORDS = (
    "red blue boat lake frozen winter sale poster cat lighthouse storm macro film grain neon city "
    "morning fog soft light studio portrait wool scarf bakery pastel isometric oil canvas dusk"
).split()


def cpu_seconds(command, environment):
    """User plus system time of one run of `command`."""
    before = os.times()
    subprocess.run(
        command, env=environment, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    )
    after = os.times()
    return (after.children_user - before.children_user) + (
        after.children_system - before.children_system
    )


def fill(path, count):
    """Adds `count` items and their index rows, as the program's own bulk load would."""
    random.seed(1)
    base = 1_767_225_600
    lines = ["BEGIN;"]
    for number in range(count):
        prompt = " ".join(random.choices(WORDS, k=14))
        second = base + number * 60
        rowid = (second - 1_577_836_800) * 8
        lines.append(
            "INSERT INTO mediaItem (rowid, id, kind, state, presence, prompt, model, ratio, "
            f"createdAt, addedAt) VALUES ({rowid}, '{number:08d}', 'image', 'ready', 'remote', "
            f"'{prompt}', 'flux-schnell', '1:1', {second * 1000}, {second * 1000});"
        )
    lines.append("INSERT INTO mediaText (mediaText) VALUES ('rebuild');")
    lines.append("COMMIT;")
    subprocess.run(["sqlite3", path], input="\n".join(lines), text=True, check=True)


def main():
    programs = os.path.abspath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    folio = os.path.join(programs, "folio")
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, FOLIO_LIBRARY=folder + "/lib", XDG_CONFIG_HOME=folder)
        subprocess.run([folio, "init"], env=environment, check=True, stdout=subprocess.DEVNULL)
        database = folder + "/lib/library.sqlite"
        fill(database, count)
        query = (
            "SELECT mediaItem.id, prompt, model, ratio, createdAt FROM mediaItem WHERE rowid IN "
            "(SELECT rowid FROM mediaText WHERE mediaText MATCH '\"boat\"' "
            "ORDER BY rowid DESC LIMIT 50) ORDER BY rowid DESC"
        )
        commands = {
            "sqlite3, the same search (floor)": ["sqlite3", database, query],
            "folio --version": [folio, "--version"],
            "folio search boat": [folio, "search", "boat"],
            "folio search boat --json": [folio, "search", "boat", "--json"],
        }
        times = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                times[name].append(cpu_seconds(command, environment))
        floor = statistics.median(times["sqlite3, the same search (floor)"])
        print(f"{count} items, median of {ROUNDS} interleaved runs, CPU time (user + system)")
        for name, values in times.items():
            median = statistics.median(values)
            print(f"{name:36} {median * 1000:7.1f} ms   {median / max(floor, 1e-4):5.1f} x")
        print(f"size of folio: {os.path.getsize(folio) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
