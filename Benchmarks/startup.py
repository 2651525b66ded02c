#!/usr/bin/env python3
"""Whole runs of `folio`, from start to exit, against `sqlite3` answering the same questions.

usage: startup.py FOLIO [ITEMS ...]

Makes a library of each size (10,000 and 100,000 items unless told otherwise), then runs the
commands in turn, so that a change of the machine's speed meets all of them alike. Prints medians
of user + system time, the ratio to the floor of the same run, and the most memory in use.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from itertools import islice

from collection import fill, prompts

ROUNDS = 21

# What the program asks the library, as one program would type it into the shell of SQLite.
COLUMNS = (
    "mediaItem.rowid, id, mediaId, kind, state, presence, prompt, model, ratio, width, height, "
    "fileName, contentType, byteCount, sha256, createdAt, "
    "(SELECT -sum(credits) FROM ledgerEntry WHERE ledgerEntry.item = mediaItem.rowid), "
    "(SELECT group_concat(name) FROM mediaItemTag JOIN tag USING (tag) "
    "WHERE mediaItemTag.item = mediaItem.rowid)"
)
BOAT = "mediaText MATCH '{prompt tags notes fileName} : \"boat\"'"
COUNT_BOATS = f"SELECT count(*) FROM mediaText WHERE {BOAT};"
NEWEST_BOATS = (
    f"{COUNT_BOATS} SELECT {COLUMNS} FROM mediaItem WHERE mediaItem.rowid IN "
    f"(SELECT rowid FROM mediaText WHERE {BOAT} ORDER BY rowid DESC LIMIT 50) "
    "ORDER BY mediaItem.rowid DESC"
)
RANKED_BOATS = (
    f"{COUNT_BOATS} WITH newest AS (SELECT rowid, bm25(mediaText, 10.0, 6.0, 4.0, 2.0, 0.0) AS "
    f"score FROM mediaText WHERE {BOAT} ORDER BY rowid DESC LIMIT 2000), "
    "best AS (SELECT rowid, score FROM newest ORDER BY score, rowid DESC LIMIT 50) "
    f"SELECT {COLUMNS} FROM best JOIN mediaItem ON mediaItem.rowid = best.rowid "
    "ORDER BY score, best.rowid DESC"
)
NEWEST = (
    f"SELECT count(*) FROM mediaItem; SELECT {COLUMNS} FROM mediaItem ORDER BY rowid DESC LIMIT 50"
)
SPENDING = (
    "SELECT strftime('%Y-%m', at / 1000, 'unixepoch'), count(*), -sum(credits) FROM ledgerEntry "
    "WHERE kind IN ('charge', 'refund') GROUP BY 1"
)
SPENDING_BY_DAY_AND_MODEL = (
    "SELECT quarter / 96, model, certainty, sum(count), sum(credits) "
    "FROM spendRollup JOIN spendBucket USING (bucket) GROUP BY 1, 2, 3"
)


def run(command, environment):
    """CPU seconds and peak memory (MB) of one run.

    The memory includes what this small process had when it started the command.
    """
    quiet = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1, 2)]
    child = os.posix_spawnp(command[0], command, environment, file_actions=quiet)
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"failed: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def make_library(folio, folder, count):
    """A library of `count` items, whose index the program itself makes; its file."""
    environment = dict(os.environ, FOLIO_LIBRARY=folder + "/library", XDG_CONFIG_HOME=folder)
    subprocess.run([folio, "init"], env=environment, check=True, capture_output=True)
    database = folder + "/library/library.sqlite"
    fill(database, count)
    # It also looks for the other programs, which need not be there.
    subprocess.run(
        [folio, "doctor", "--rebuild-index"], env=environment, check=False,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    return database, environment


def questions(folio, database, rows):
    """Groups of commands that do the same; the first of each is the floor."""
    def sqlite(statements):
        return ["sqlite3", "-cmd", "PRAGMA cache_size=-16384", database, statements]

    groups = [
        [("sqlite3 :memory: 'SELECT 1'", ["sqlite3", ":memory:", "SELECT 1"]),
         ("folio --version", [folio, "--version"])],
        [("sqlite3, newest 50 of a common word", sqlite(NEWEST_BOATS)),
         ("folio list boat", [folio, "list", "boat"]),
         ("folio list boat --json", [folio, "list", "boat", "--json"])],
        [("sqlite3, best 50 of a common word", sqlite(RANKED_BOATS)),
         ("folio search boat", [folio, "search", "boat"]),
         ("folio search boat --json", [folio, "search", "boat", "--json"])],
        [("sqlite3, newest 50", sqlite(NEWEST)), ("folio list", [folio, "list"])],
        [("sqlite3, credits by month", sqlite(SPENDING)), ("folio spend", [folio, "spend"])],
        [("sqlite3, kept sums by day and model", sqlite(SPENDING_BY_DAY_AND_MODEL)),
         ("folio spend --by day --by model",
          [folio, "spend", "--by", "day", "--by", "model", "--timezone", "UTC"])],
    ]
    known = next(islice(prompts(3), 2, None))
    edited = known.replace(" ", " new ", 1)
    common = "boat boat " + " ".join(sorted(set(known.split()), key=len)[:2])
    groups.append(
        [("folio --version, again", [folio, "--version"]),
         ("folio similar: a prompt that is there", [folio, "similar", known]),
         ("folio similar: the same with a word more", [folio, "similar", edited]),
         ("folio similar: a few common words", [folio, "similar", common])])
    peers = {
        "rg": ["rg", "--max-count", "50", "-w", "-i", "boat", rows],
        "python3": ["python3", "-c", "pass"],
        "node": ["node", "-e", "0"],
    }
    for program, command in peers.items():
        if shutil.which(program):
            groups[1].append((f"peer: {' '.join(command[:-1])} …", command))
        else:
            print(f"peer not installed, left out: {program}")
    return groups


def measure(groups, environment):
    """Figures of all commands, by name, from interleaved runs."""
    commands = [command for group in groups for command in group]
    figures = {name: [] for name, _ in commands}
    for _ in range(ROUNDS):
        for name, command in commands:
            figures[name].append(run(command, environment))
    return figures


def report(groups, figures):
    print("| command | CPU ms | against its floor | MB |")
    print("| --- | ---: | ---: | ---: |")
    for group in groups:
        floor = statistics.median(cpu for cpu, _ in figures[group[0][0]])
        for name, _ in group:
            cpu = statistics.median(cpu for cpu, _ in figures[name])
            memory = statistics.median(memory for _, memory in figures[name])
            print(f"| {name} | {cpu * 1000:.1f} | {cpu / floor:.1f} × | {memory:.0f} |")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    folio = os.path.abspath(sys.argv[1])
    sizes = [int(float(size)) for size in sys.argv[2:]] or [10_000, 100_000]
    print(f"size of folio: {os.path.getsize(folio) / 1e6:.1f} MB")
    for count in sizes:
        with tempfile.TemporaryDirectory() as folder:
            database, environment = make_library(folio, folder, count)
            groups = questions(folio, database, folder + "/rows.jsonl")
            with open(folder + "/rows.jsonl", "w") as rows:
                subprocess.run(
                    ["sqlite3", database, "SELECT json_object('id', id, 'model', model, 'ratio', "
                     "ratio, 'at', createdAt, 'prompt', prompt) FROM mediaItem ORDER BY rowid"],
                    check=True, stdout=rows,
                )
            size = os.path.getsize(database) / 1e6
            print(f"\n{count:,} items, {size:.0f} MB, median of {ROUNDS} interleaved runs:\n")
            report(groups, measure(groups, environment))


if __name__ == "__main__":
    main()
