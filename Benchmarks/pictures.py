#!/usr/bin/env python3
"""The table of goals for pictures: one row each, as ratios of one run.

usage: pictures.py FOLIO FOLIO_BENCH

FOLIO is the program and FOLIO_BENCH what measures inside one process (Benchmarks/InProcess). Draws
pictures, imports 10,000 files, and makes a library of 1,000,000 looks. A peer that is not installed
is named and left out. With FOLIO_BENCH_LIBRARIES=FOLDER all of that stays there for the next run.
"""

import contextlib
import json
import os
import random
import shutil
import sqlite3
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import zlib

from collection import prompts
from goals import Table
from startup import make_library, run

ROUNDS = 7
FILES = 10_000
LOOKS = 1_000_000
# Memory that thumbnails may take above an idle process, in MB.
MOST_ABOVE_IDLE = 4
CLASSES = {"1024²": 1.4, "1080p": 1.4, "4096²": 1.1, "JPEG": 1.0}


def once(folder, make):
    """The folder, filled by `make` unless an earlier run did."""
    if not os.path.exists(folder + "/.done"):
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        make(folder)
        open(folder + "/.done", "w").close()
    return folder


def in_process(bench, mode, folder):
    said = subprocess.run([bench, mode, folder], check=True, capture_output=True, text=True).stdout
    return {row["class"]: row for row in map(json.loads, said.splitlines())}


def whole(commands, environment, rounds=ROUNDS):
    """Median CPU seconds and MB by name, from interleaved runs."""
    figures = {name: [] for name in commands}
    for _ in range(rounds):
        for name, words in commands.items():
            figures[name].append(run(words, environment))
    return {
        name: tuple(statistics.median(column) for column in zip(*runs))
        for name, runs in figures.items()}


def memory_of(child):
    """MB that a process has had at most so far, without what this one had when it started it."""
    with contextlib.suppress(OSError), open(f"/proc/{child.pid}/status") as status:
        # A process that has ended has no such line.
        found = [line.split()[1] for line in status if line.startswith("VmHWM")]
        return max(map(int, found), default=0) / 1024
    return 0


def idle_memory(bench, home):
    """MB of the program while it waits for input."""
    with subprocess.Popen([bench, "write", home], stdin=subprocess.PIPE) as child:
        time.sleep(0.5)
        memory = memory_of(child)
        child.kill()
    return memory


def peak(words, environment):
    """MB of memory that a process had at most."""
    most = 0
    with subprocess.Popen(
            words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        while child.poll() is None:
            most = max(most, memory_of(child))
            time.sleep(0.002)
    if child.returncode != 0:
        sys.exit(f"failed: {' '.join(words)}")
    return most


def by_class(pictures, home):
    """A folder of links for each class, for programs that take whole folders."""
    for name in CLASSES:
        shutil.rmtree(f"{home}/{name}", ignore_errors=True)
        os.makedirs(f"{home}/{name}")
        for file in os.listdir(pictures):
            if file.startswith(name + "-"):
                os.symlink(f"{pictures}/{file}", f"{home}/{name}/{file}")


def thumbnail_rows(table, bench, pictures, home):
    for name, row in in_process(bench, "pictures", pictures).items():
        if name not in CLASSES:
            continue
        if name != "JPEG":
            table.row(
                f"PNG thumbnail, {name}", "≤ 1.25× of libpng decoding alone",
                f"{row['ratio']:.2f}×", row["ratio"] <= 1.25)
        print(
            f"{name}: decoding {row['floor'] / 1e3:.1f} ms, a thumbnail {row['thumbnail'] / 1e3:.1f}, "
            f"two sizes and a look {row['kept'] / 1e3:.1f}", file=sys.stderr)

    by_class(pictures, home)
    environment = dict(os.environ, VIPS_CONCURRENCY="1")
    memory = {}
    idle = idle_memory(bench, home)
    for name, least in CLASSES.items():
        folder = f"{home}/{name}"
        files = [f"{folder}/{file}" for file in sorted(os.listdir(folder))]
        commands = {"folio": [bench, "thumbnails", folder]}
        if shutil.which("vipsthumbnail"):
            commands["vips"] = [
                "vipsthumbnail", "--size", "256", "-o", home + "/%s.jpg[Q=80]", *files]
        else:
            print("peer not installed, left out: vipsthumbnail", file=sys.stderr)
        figures = whole(commands, environment)
        memory[name] = peak(commands["folio"], environment)
        above = memory[name] - idle
        table.row(
            f"memory for thumbnails, {name}", f"≤ {MOST_ABOVE_IDLE} MB above an idle process",
            f"{above:.1f} MB", above <= MOST_ABOVE_IDLE)
        if "vips" in figures:
            ratio = figures["vips"][0] / figures["folio"][0]
            table.row(
                f"thumbnails, {name}, against `vipsthumbnail`", f"≥ {least}× less CPU",
                f"{ratio:.1f}×", ratio >= least)
            share = memory[name] / peak(commands["vips"], environment)
            table.row(
                "memory against its", "≤ 1/3", f"1/{1 / share:.1f} ({memory[name]:.0f} MB)",
                share <= 1 / 3)
    grown = memory["4096²"] - memory["1024²"]
    table.row("memory at 4096² against 1024²", "the same", f"{grown:+.1f} MB", grown <= 0.5)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def write_files(picture):
    """Makes of one picture many, each with a prompt of its own."""
    with open(picture, "rb") as file:
        bytes_ = file.read()
    # What follows is IEND alone.
    body, end = bytes_[:-12], bytes_[-12:]

    def make(folder):
        for number, prompt in enumerate(prompts(FILES)):
            settings = f"{prompt}\nSteps: 20, Sampler: Euler a, Seed: {number}, Size: 256x256"
            text = chunk(b"tEXt", b"parameters\0" + settings.encode())
            shelf = f"{folder}/{number // 100:03d}"
            os.makedirs(shelf, exist_ok=True)
            with open(f"{shelf}/{number:05d}.png", "wb") as file:
                file.write(body + text + end)

    return make


def import_rows(table, folio, pictures, files):
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, FOLIO_LIBRARY=folder + "/library", XDG_CONFIG_HOME=folder)
        subprocess.run([folio, "init"], env=environment, check=True, capture_output=True)
        first, _ = run([folio, "import", files], environment)
        hashing = f"find '{files}' -name '*.png' -print0 | xargs -0 sha256sum"
        figures = whole(
            {"folio": [folio, "import", files], "sha256sum": ["sh", "-c", hashing]}, environment)
    ratio = figures["folio"][0] / figures["sha256sum"][0]
    table.row(
        f"import of {FILES:,} files already known", "≤ 1.5× of `sha256sum`", f"{ratio:.2f}×",
        ratio <= 1.5)
    print(f"their first import: {first:.1f} s of CPU", file=sys.stderr)


def fill_looks(folio):
    def make(folder):
        path, _ = make_library(folio, folder, LOOKS)
        numbers = random.Random(3)
        with contextlib.closing(sqlite3.connect(path)) as database, database:
            database.execute("UPDATE mediaItem SET sha256 = printf('%064d', rowid)")
            database.executemany(
                "INSERT INTO look (item, sha256, averageColor, hash) VALUES (?, ?, 0, ?)",
                ((row, f"{row:064d}", numbers.getrandbits(64) - 2**63)
                 for row, in database.execute("SELECT rowid FROM mediaItem").fetchall()))

    return make


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folio, bench = map(os.path.abspath, sys.argv[1:])
    with contextlib.ExitStack() as stack:
        scratch = stack.enter_context(tempfile.TemporaryDirectory())
        home = os.path.abspath(os.environ.get("FOLIO_BENCH_LIBRARIES") or scratch)
        pictures = once(
            home + "/pictures",
            lambda folder: subprocess.run([bench, "draw", folder], check=True))
        print("\nPictures, ratios of one run:\n")
        table = Table()
        thumbnail_rows(table, bench, pictures, scratch)
        files = once(home + "/files", write_files(pictures + "/small-0.png"))
        import_rows(table, folio, pictures, files)
        looks = once(home + "/looks", fill_looks(folio))
        for name, row in in_process(bench, "looks", looks + "/library").items():
            table.row(
                f"near duplicates of one item among {LOOKS:,}, {name}", "≤ 20 ms",
                f"p50 {row['p50'] / 1e3:.1f}, p99 {row['p99'] / 1e3:.1f} ms", row["p50"] <= 20_000)


if __name__ == "__main__":
    main()
