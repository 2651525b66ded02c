#!/usr/bin/env python3
"""The table of goals for finding: one row each, as ratios of one run.

usage: goals.py FOLIO FOLIO_BENCH [ITEMS ...]

FOLIO is the program and FOLIO_BENCH what measures inside one process (Benchmarks/InProcess). Makes a
library of each size (10,000 and 100,000 items unless told otherwise) and prints the goals with what
was measured on the largest. A peer that is not installed is named and left out. With
FOLIO_BENCH_LIBRARIES=FOLDER the libraries stay there for the next run.
"""

import contextlib
import json
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from itertools import islice

from collection import prompts
from startup import NEWEST_BOATS, make_library, run

ROUNDS = 15
QUERIES_EACH = 60


class Library:
    """A library of some size, its rows as JSON lines, and what was measured on it."""

    def __init__(self, folio, folder, count):
        self.count, self.folder = count, folder
        self.rows = folder + "/rows.jsonl"
        self.database = folder + "/library/library.sqlite"
        self.environment = dict(
            os.environ, FOLIO_LIBRARY=folder + "/library", XDG_CONFIG_HOME=folder, TZ="UTC")
        if not os.path.exists(self.rows):
            make_library(folio, folder, count)
            with open(self.rows, "w") as rows:
                subprocess.run(
                    ["sqlite3", self.database, "SELECT json_object('id', id, 'model', model, "
                     "'ratio', ratio, 'at', createdAt, 'prompt', prompt) FROM mediaItem "
                     "ORDER BY rowid"], check=True, stdout=rows)

    def whole_process(self, folio):
        """Median CPU seconds and MB by name, from interleaved runs."""
        commands = {
            "folio": [folio, "list", "boat"], "idle": [folio, "--version"],
            "sqlite3": ["sqlite3", "-cmd", "PRAGMA cache_size=-16384", self.database, NEWEST_BOATS],
            "rg": ["rg", "--max-count", "50", "-w", "-i", "boat", self.rows],
            # The newest stand at the end of the file, so that every line has to be read.
            "rg -c": ["rg", "-c", "-w", "-i", "boat", self.rows], "node": ["node", "-e", "0"]}
        commands = {name: words for name, words in commands.items() if shutil.which(words[0])}
        figures = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, words in commands.items():
                figures[name].append(run(words, self.environment))
        return {
            name: tuple(statistics.median(column) for column in zip(*runs))
            for name, runs in figures.items()}

    def in_process(self, bench, mode, lines=()):
        """What the other program measured, by class."""
        said = subprocess.run(
            [bench, mode, self.folder + "/library"], input="\n".join(lines) + "\n", check=True,
            capture_output=True, text=True).stdout
        return {row["class"]: row for row in map(json.loads, said.splitlines())}

    def sizes(self):
        """Bytes by table or index."""
        with contextlib.closing(sqlite3.connect(self.database)) as database:
            return dict(database.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name"))


def classes(count):
    """Lines of class, tab, query: the same kinds at every size."""
    chance = random.Random(7)
    texts = list(islice(prompts(count), 20_000))
    found = Counter(word for text in texts for word in set(text.split()))
    words = [word for word, _ in found.most_common()]
    band = {
        "common": [word for word in words if 0.04 < found[word] / len(texts)] + ["boat"],
        "mid": [word for word in words if 0.002 < found[word] / len(texts) < 0.01],
        "rare": [word for word in words if found[word] == 1]}
    pick = {name: [chance.choice(band[name]) for _ in range(QUERIES_EACH)] for name in band}
    some = [chance.choice(texts).split() for _ in range(QUERIES_EACH)]
    long = [word for word in words if len(word) > 5]
    lines = {
        "common word": pick["common"], "mid word": pick["mid"], "rare word": pick["rare"],
        "two words": [f"{a} {b}" for a, b in zip(pick["mid"], pick["common"])],
        "three words": [" ".join(text[:3]) for text in some],
        "phrase": [f'"{" ".join(text[4:7])}"' for text in some],
        "prefix of 3": [f"{chance.choice(long)[:3]}*" for _ in some],
        "prefix of 4": [f"{chance.choice(long)[:4]}*" for _ in some],
        "substring of 3": [f"*{chance.choice(long)[1:4]}*" for _ in some],
        "substring of 4": [f"*{chance.choice(long)[1:5]}*" for _ in some],
        "common, not another": [f"{a} -{b}" for a, b in zip(pick["common"], pick["mid"])],
        "common and rare tag": [
            f"{word} tag:series-{chance.randrange(500)}" for word in pick["common"]],
        "common, model and ratio": [
            f"{word} model:flux-schnell ratio:16:9" for word in pick["common"]],
        "common in one month": [f"{word} date:2026-01" for word in pick["common"]],
        "rank, newest 2,000": [f"best|{word}" for word in pick["common"]],
        "rank, all": ["exact|boat"], "facets": ["facets|boat"]}
    # The same without the exact count of all that match, and with nothing marked.
    bare = {
        name + ", rows alone": [f"rows|{query}" for query in queries]
        for name, queries in lines.items() if "facets" not in name}
    return [
        f"{name}\t{query}" for name, queries in (lines | bare).items() for query in queries]


def write_figures(bench):
    """Loading and a durable row, in a folder of their own."""
    with tempfile.TemporaryDirectory() as folder:
        names = [text.replace(" ", "-") + ".png" for text in prompts(50_000)]
        said = subprocess.run(
            [bench, "write", folder], input="\n".join(names) + "\n", check=True,
            capture_output=True, text=True).stdout
    return {row["class"]: row for row in map(json.loads, said.splitlines())}


def retag(folio, library):
    """CPU seconds for 10,000 items, and whether one undo takes it back."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(library.folder + "/library", folder + "/library")
        environment = dict(library.environment, FOLIO_LIBRARY=folder + "/library")
        newest = min(10_000, library.count)

        def tagged():
            said = subprocess.run(
                [folio, "list", "tag:benched", "--limit", "1", "--json"], env=environment,
                check=True, capture_output=True, text=True).stdout
            return json.loads(said)["total"]

        with contextlib.closing(sqlite3.connect(library.database)) as database:
            (moment,), = database.execute(
                f"SELECT createdAt FROM mediaItem ORDER BY rowid DESC LIMIT 1 OFFSET {newest - 1}")
            (day,), = database.execute("SELECT strftime('%Y-%m-%dT%H:%M', ? / 1000, 'unixepoch')", [moment])
        words = [folio, "tag", "add", f"date:{day}..", "--yes", "--", "benched"]
        cpu, _ = run(words, environment)
        changed = tagged()
        subprocess.run([folio, "undo"], env=environment, check=True, capture_output=True)
        return cpu, changed, tagged() == 0


class Table:
    """Rows of goal and figure, printed as they come."""

    def __init__(self):
        print("| what | must | measured | |\n| --- | --- | --- | --- |")

    def row(self, what, must, measured, is_met):
        print(f"| {what} | {must} | {measured} | {'met' if is_met else '**not met**'} |", flush=True)


def whole_process_rows(table, figures):
    large = figures[max(figures)]
    folio, idle = large["folio"], large["idle"]
    against = folio[0] / large["sqlite3"][0]
    table.row(
        "whole process, newest 50 of a common word", "≤ 2.5× `sqlite3`", f"{against:.1f}×",
        against <= 2.5)
    if "node" in large:
        ratio = large["node"][0] / folio[0]
        table.row("", "≤ 1/8 of `node -e 0`", f"1/{ratio:.1f}", ratio >= 8)
    above = folio[1] - idle[1]
    table.row("", "≤ 16 MB above an idle process", f"{above:.0f} MB", above <= 16)
    for count, figure in figures.items():
        if "rg" not in figure:
            print("peer not installed, left out: ripgrep", file=sys.stderr)
            break
        ratio = figure["rg -c"][0] / figure["folio"][0]
        least = 10 if count >= 1e6 else 2 if count >= 1e5 else 1 / 1.5
        table.row(
            f"the same against ripgrep over the rows as JSONL, {count:,}",
            f"≥ {least:.2g}× less CPU", f"{ratio:.1f}×", ratio >= least)


def in_process_rows(table, figures):
    large, small = figures[max(figures)], figures[min(figures)]
    worst = max((row for row in large.values() if "ratio" in row), key=lambda row: row["ratio"])
    table.row(
        "in process, every class of query", "≤ 1.2× the raw C API on the same SQL",
        f"at most {worst['ratio']:.2f}× ({worst['class']})", worst["ratio"] <= 1.2)
    growth = large["common word, rows alone"]["p50"] / small["common word, rows alone"]["p50"]
    table.row(
        f"common word, newest 50: growth from {min(figures):,} to {max(figures):,}", "≤ 2×",
        f"{growth:.1f}×", growth <= 2)
    names = [name for name in large if name.endswith("rows alone")]
    for name in [name for name in names if name.startswith(("prefix", "substring"))]:
        p50, p99 = large[name]["p50"] / 1e3, large[name]["p99"] / 1e3
        table.row(
            name, "p50 ≤ 1 ms, p99 ≤ 5 ms", f"{p50:.2f}, {p99:.2f} ms", p50 <= 1 and p99 <= 5)
    for name in ["common and rare tag", "common, model and ratio", "common in one month"]:
        name += ", rows alone"
        p99 = large[name]["p99"] / 1e3
        table.row(name, "p99 ≤ 1.5 ms", f"{p99:.2f} ms", p99 <= 1.5)
    for name, most in [("rank, newest 2,000, rows alone", 5), ("rank, all, rows alone", 110)]:
        p50 = large[name]["p50"] / 1e3
        table.row(f"{name}, of a common word", f"≤ {most} ms", f"{p50:.1f} ms", p50 <= most)
    print(f"\nEvery class at {max(figures):,} items, µs of CPU:\n")
    print("| class | p50 | p99 | against the C API |\n| --- | ---: | ---: | ---: |")
    for name, row in large.items():
        if "ratio" in row:
            print(f"| {name} | {row['p50']:.0f} | {row['p99']:.0f} | {row['ratio']:.2f}× |")
    print()


def size_rows(table, library):
    sizes = library.sizes()
    whole = sum(sizes.values())
    text = sum(size for name, size in sizes.items() if name.startswith("mediaText"))
    terms = sum(size for name, size in sizes.items() if name.startswith(("term", "sqlite_autoindex_term")))
    table.row(
        "index of prefixes and substrings", "≤ 2 % of the database", f"{terms / whole:.1%}",
        terms / whole <= 0.02)
    ratio = whole / (whole - text - terms)
    table.row(
        "database size", "≤ 1.6× the rows with their plain indexes", f"{ratio:.2f}×", ratio <= 1.6)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    folio, bench = map(os.path.abspath, sys.argv[1:3])
    counts = [int(float(size)) for size in sys.argv[3:]] or [10_000, 100_000]
    with contextlib.ExitStack() as stack:
        home = os.environ.get("FOLIO_BENCH_LIBRARIES") or stack.enter_context(
            tempfile.TemporaryDirectory())
        libraries = []
        for count in counts:
            os.makedirs(f"{home}/{count}", exist_ok=True)
            libraries.append(Library(folio, f"{home}/{count}", count))
        print(f"\n{max(counts):,} items, ratios of one run:\n")
        whole = {library.count: library.whole_process(folio) for library in libraries}
        inside = {
            library.count: library.in_process(bench, "queries", classes(library.count))
            for library in libraries}
        opening = {library.count: library.in_process(bench, "open") for library in libraries}
        large = max(libraries, key=lambda library: library.count)
        writing = write_figures(bench)
        cpu, changed, is_undone = retag(folio, large)

        table = Table()
        whole_process_rows(table, whole)
        load = writing["bulk load"]["ratio"]
        table.row("bulk load", "≥ 0.8× a C program on the same schema", f"{load:.2f}×", load >= 0.8)
        durable = writing["durable insert"]["ratio"]
        table.row(
            "one durable insert", "p50 ≤ 2.5× a bare `fdatasync`", f"{durable:.1f}×", durable <= 2.5)
        table.row(
            f"retag {changed:,} items by query", "≤ 2 s of CPU, one undo step",
            f"{cpu:.2f} s, {'one step' if is_undone else 'not undone'}", cpu <= 2 and is_undone)
        size_rows(table, large)
        grown = opening[max(counts)]["open"]["p50"] / opening[min(counts)]["open"]["p50"]
        table.row(
            f"opening a library of {max(counts):,}", "no work that grows with its size",
            f"{grown:.2f}× that of {min(counts):,}", grown <= 1.2)
        in_process_rows(table, inside)


if __name__ == "__main__":
    main()
