#!/usr/bin/env python3
"""What syncs of a large library cost, against curl reading the same pages.

usage: sync.py PROGRAMS [ITEMS ...]

PROGRAMS is the folder with folio, folio-remote and folio-sandbox. For each number of items (100,000
unless told otherwise) a sandbox without rate limits is filled, and a library meets it for the first
time, then again, then proves all of it. Prints user + system time of the whole processes and
their most resident memory.
"""

import datetime
import json
import os
import subprocess
import sys
import tempfile
import urllib.request

PAGE = 100


def run(command, environment, output=os.devnull):
    """CPU seconds and peak memory (MB) of one run.

    The memory includes what this small process had when it started the command.
    """
    files = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
    ]
    child = os.posix_spawnp(command[0], command, environment, file_actions=files)
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"failed: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


class Sandbox:
    """A running sandbox with its own state."""

    def __init__(self, programs, folder):
        self.process = subprocess.Popen(
            [programs + "/folio-sandbox", "--state", folder + "/remote", "--json"],
            stdout=subprocess.PIPE)
        said = json.loads(self.process.stdout.readline())
        self.base, self.key, self.control = said["base_url"], said["api_key"], said["control_url"]

    def fill(self, count):
        """Media made elsewhere, one a second until now."""
        start = datetime.datetime.now(datetime.UTC) - datetime.timedelta(seconds=count)
        body = {"count": count, "step_seconds": 1, "created_at": start.strftime("%FT%TZ")}
        request = urllib.request.Request(
            self.control + "/media", json.dumps(body).encode(),
            {"Content-Type": "application/json", "Authorization": "Bearer " + self.key})
        urllib.request.urlopen(request).read()

    def close(self):
        self.process.terminate()
        self.process.wait()


class Reader:
    """A library and the program that works on it."""

    def __init__(self, programs, folder, sandbox):
        self.folio, self.events = programs + "/folio", folder + "/events"
        self.environment = dict(
            os.environ, FOLIO_LIBRARY=folder + "/library", XDG_CONFIG_HOME=folder)
        self.run("init")
        subprocess.run(
            [self.folio, "login", "--base-url", sandbox.base, "--api-key-stdin"],
            env=self.environment, input=sandbox.key.encode(), check=True, capture_output=True)

    def run(self, *arguments):
        return run([self.folio, *arguments], self.environment, self.events)

    def sync(self, *flags):
        """CPU seconds, peak memory and requests."""
        cpu, memory = self.run("sync", "--json", *flags)
        with open(self.events) as events:
            last = json.loads(events.readlines()[-1])
        return cpu, memory, last["requests"]


def floor(sandbox, folder, count):
    """curl, reading all pages over one connection."""
    with open(folder + "/pages", "w") as pages:
        os.chmod(folder + "/pages", 0o600)
        pages.write(f'header = "Authorization: Bearer {sandbox.key}"\nsilent\n')
        for offset in range(0, count, PAGE):
            pages.write(f'url = "{sandbox.base}/media?limit={PAGE}&offset={offset}"\n')
            pages.write("output = /dev/null\n")
    return run(["curl", "--config", folder + "/pages"], dict(os.environ))


def measure(programs, count):
    with tempfile.TemporaryDirectory() as folder:
        sandbox = Sandbox(programs, folder)
        try:
            os.mkdir(folder + "/idle")
            idle = Reader(programs, folder + "/idle", sandbox).sync()
            sandbox.fill(count)
            reader = Reader(programs, folder, sandbox)
            first = reader.sync()
            again = reader.sync()
            proof = reader.sync("--verify")
            read = floor(sandbox, folder, count)
        finally:
            sandbox.close()
    print(f"\n{count:,} items on the remote:\n")
    print("| command | requests | CPU s | against curl | MB above idle |")
    print("| --- | ---: | ---: | ---: | ---: |")
    rows = [
        ("`curl`, all pages", count // PAGE, *read), ("first `folio sync`", first[2], *first[:2]),
        ("the next one", again[2], *again[:2]),
        ("`folio sync --verify`", proof[2], *proof[:2]),
    ]
    for name, requests, cpu, memory in rows:
        above = "" if "curl" in name else f"{memory - idle[1]:.0f}"
        print(f"| {name} | {requests:,} | {cpu:.2f} | {cpu / read[0]:.1f} × | {above} |")
    page = (proof[0] - idle[0]) / proof[2] * 1000
    print(f"\nidle: {idle[1]:.0f} MB, {idle[0]:.2f} s; a page of known items: {page:.1f} ms of CPU")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    for size in sys.argv[2:] or ["1e5"]:
        measure(os.path.abspath(sys.argv[1]), int(float(size)))


if __name__ == "__main__":
    main()
