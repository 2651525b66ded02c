#!/usr/bin/env python3
"""Kills the built programs (kill -9) at random moments, and judges what is left.

usage: soak_kills.py PROGRAMS SEED KILLS

PROGRAMS is the folder with folio, folio-remote and folio-sandbox. Works in libraries of its own, one
for every few hundred kills, against a sandbox of its own. Every command that ended before its kill
is acknowledged: what it did has to be there. Prints what it did and exits with 1 at the first thing
that is wrong, naming the seed that repeats the order of commands.
"""

import json
import os
import random
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path

HERE = Path(__file__).resolve().parent
KILLS_PER_LIBRARY = 250
KILLS_PER_CHECK = 50


class Wrong(Exception):
    """Something that a kill must not do."""


def png(number):
    """A picture of one pixel, of its own for each number."""
    def chunk(name, body):
        check = zlib.crc32(name + body)
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", check)

    pixel = zlib.compress(b"\0" + struct.pack(">I", number)[1:])
    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


def rows(file, query):
    outcome = subprocess.run(["sqlite3", file, query], capture_output=True, check=True)
    return outcome.stdout.decode().splitlines()


class Sandbox:
    """A sandbox without limits, for one library."""

    def __init__(self, programs, folder):
        self.state = folder / "state"
        self.process = subprocess.Popen(
            [programs / "folio-sandbox", "--json", "--image-size", "64", "--state", self.state,
             "--credits", "1000000"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        facts = json.loads(self.process.stdout.readline())
        self.base_url, self.key = facts["base_url"], facts["api_key"]

    def sql(self, query):
        return rows(self.state / "sandbox.sqlite", query)

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait()


class Library:
    """A library whose commands are killed."""

    def __init__(self, programs, seed):
        self.folder = Path(tempfile.mkdtemp(prefix="folio-soak-"))
        self.folio = programs / "folio"
        self.sandbox = Sandbox(programs, self.folder)
        self.chance = random.Random(seed)
        self.environment = {
            "HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder / "config"),
            "FOLIO_LIBRARY": str(self.folder / "library"), "PATH": "/usr/bin:/bin", "TZ": "UTC"}
        self.number = 0
        self.killed = self.acknowledged = self.words = 0
        self.expected = set()
        self.pace = {}
        self.must("init")
        self.must("login", "--base-url", self.sandbox.base_url, "--api-key-stdin",
                  input=self.sandbox.key.encode())
        for words, promise in self.commands("boat 0", 0):
            started = time.monotonic()
            self.must(*words)
            self.pace[words[0]] = time.monotonic() - started
            self.expected |= {promise} - {None}

    def run(self, *words, **more):
        return subprocess.run(
            [self.folio, *words], env=self.environment, capture_output=True, **more)

    def must(self, *words, **more):
        outcome = self.run(*words, **more)
        if outcome.returncode != 0:
            raise Wrong(f"folio {' '.join(words)}: {outcome.stderr.decode()}")
        return outcome.stdout.decode()

    def sql(self, query):
        return rows(self.folder / "library" / "library.sqlite", query)

    def commands(self, name, number):
        """What is done with that name, and what it must leave if it says that it is done."""
        picture = self.folder / f"{number}.png"
        picture.write_bytes(png(number))
        return [
            (["generate", name, "--model", "flux-schnell", "--yes"], f"prompt {name}"),
            (["tag", "add", "last", "--", f"tag-{number}"], f"tag tag-{number}"),
            (["post", "create", "--text", name, "--account", "1", "--at", "+30d"], f"post {name}"),
            (["media", "upload", str(picture), "--prompt", name], f"prompt {name}"),
            (["sync"], None),
        ]

    def command(self):
        """One of them by chance."""
        self.number += 1
        return self.chance.choice(self.commands(f"boat {self.number}", self.number))

    def kill_one(self):
        """Starts a command and kills it at some moment of its usual time."""
        words, promise = self.command()
        usual = self.pace[words[0]]
        started = time.monotonic()
        process = subprocess.Popen(
            [self.folio, *words], env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            code = process.wait(self.chance.uniform(0, 1.1 * usual))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            code = process.wait()
        if code == -signal.SIGKILL:
            self.killed += 1
        elif code == 0:
            self.pace[words[0]] = (usual * 3 + time.monotonic() - started) / 4
            self.acknowledged += 1
            if promise:
                self.expected.add(promise)
        if words[0] == "generate":
            self.settle()

    def settle(self):
        """Recovers, and gives the user's word for a call that stays open: a person who looks at the
        remote's pictures tells whether one was made."""
        self.run("recover")
        for call in self.sql("SELECT id FROM generation WHERE state IN ('sent', 'unknown')"):
            known = set(self.sql(
                "SELECT value FROM generation, json_each(generation.mediaIdsJSON)"))
            paid = self.sandbox.sql("SELECT mediaID FROM creditEntry WHERE kind = 'charge'")
            made = [media for media in paid if media not in known]
            self.words += 1
            if made:
                self.must("recover", call, "--made", made[0], "--yes")
            else:
                self.must("recover", call, "--not-made", "--yes")

    def check(self):
        """Everything that was acknowledged, and all that both sides know of each other."""
        self.settle()
        self.run("sync")
        self.must("sync")
        found = set(self.sql(
            "SELECT 'prompt ' || prompt FROM mediaItem WHERE prompt IS NOT NULL "
            "UNION ALL SELECT 'tag ' || name FROM tag UNION ALL SELECT 'post ' || content FROM post"))
        lost = self.expected - found
        if lost:
            raise Wrong(f"acknowledged and lost: {', '.join(sorted(lost))}")
        judged = subprocess.run(
            [sys.executable, HERE / "check_history.py", self.folder / "library",
             self.sandbox.state], capture_output=True)
        if judged.returncode != 0:
            raise Wrong((judged.stdout + judged.stderr).decode())

    def end(self):
        self.sandbox.stop()
        shutil.rmtree(self.folder)


def main(arguments):
    if len(arguments) != 3:
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        return 2
    programs, seed, wanted = Path(arguments[0]).resolve(), int(arguments[1]), int(arguments[2])
    started = time.monotonic()
    killed = acknowledged = words = libraries = checks = 0
    while killed < wanted:
        library = Library(programs, seed * 1_000_003 + libraries)
        libraries += 1
        try:
            while library.killed < KILLS_PER_LIBRARY and killed + library.killed < wanted:
                goal = library.killed + KILLS_PER_CHECK
                while library.killed < goal:
                    library.kill_one()
                library.check()
                checks += 1
        except Wrong as wrong:
            print(f"soak: seed {seed}, library {libraries}, kept in {library.folder}: {wrong}",
                  file=sys.stderr)
            library.sandbox.stop()
            return 1
        killed += library.killed
        acknowledged += library.acknowledged
        words += library.words
        library.end()
    seconds = time.monotonic() - started
    print(f"soak: {killed} kills, {acknowledged} commands ended first, {checks} checks, "
          f"{words} calls left to the user's word, {killed / seconds:.1f} kills a second")
    return 0


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main(sys.argv[1:]))
