"""A collection of invented prompts, the same in every run."""

import itertools
import json
import random
import sqlite3
import subprocess
import sys

MODELS = [("nano-banana-pro", 15), ("ideogram-v2", 8), ("gemini-3-pro", 5), ("flux-schnell", 1)]
RATIOS = ["1:1", "16:9", "9:16", "4:3"]
# 2020 + 6 years; an item a minute.
FIRST_SECOND = 1_767_225_600
ROWID_ZERO = 1_577_836_800
WORDS_EACH = 20
# One item in so many has a tag; there are so many tags that each stands on few items.
TAGGED_EACH = 10
RARE_TAGS = 500


def prompts(count):
    """Prompts whose words are as unequally common as those of a language; one in ten has a boat."""
    numbers = random.Random(1)
    syllables = [c + v for c in "bdfghklmnprstvz" for v in "aeiou"]
    words = ["".join(parts) for parts in itertools.product(syllables, syllables)]
    words += ["".join(numbers.choices(syllables, k=3)) for _ in range(30_000)]
    numbers.shuffle(words)
    weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(words))))
    for _ in range(count):
        prompt = numbers.choices(words, cum_weights=weights, k=WORDS_EACH)
        if numbers.random() < 0.1:
            prompt[numbers.randrange(WORDS_EACH)] = "boat"
        yield " ".join(prompt)


def rows(count):
    """Rows of the three tables, oldest first."""
    for number, prompt in enumerate(prompts(count)):
        second = FIRST_SECOND + number * 60
        model, credits = MODELS[number % 4]
        yield number + 1, (second - ROWID_ZERO) * 8, second * 1000, prompt, model, credits


def write(path, count):
    database = sqlite3.connect(path)
    with database:
        database.execute("PRAGMA foreign_keys = OFF")
        for tag in range(RARE_TAGS):
            database.execute(
                "INSERT INTO tag (tag, name, folded) VALUES (?, ?, ?)",
                (tag + 1, f"series-{tag}", f"series-{tag}"),
            )
        for number, rowid, at, prompt, model, credits in rows(count):
            ratio = RATIOS[number // 4 % 4]
            database.execute(
                "INSERT INTO mediaItem (rowid, id, mediaId, kind, state, presence, prompt, model, "
                "ratio, width, height, createdAt, addedAt) "
                "VALUES (?, ?, ?, 'image', 'ready', 'both', ?, ?, ?, 1024, 1024, ?, ?)",
                (rowid, f"{number:08d}", f"media-{number}", prompt, model, ratio, at, at),
            )
            database.execute(
                "INSERT INTO generation (rowid, id, kind, state, prompt, model, ratio, "
                "expectedCredits, creditsUsed, startedAt, settledAt, status, item) "
                "VALUES (?, ?, 'image', 'made', ?, ?, ?, ?, ?, ?, ?, 201, ?)",
                (number, f"g{number:08d}", prompt, model, ratio, credits, credits, at, at, rowid),
            )
            database.execute(
                "INSERT INTO ledgerEntry (kind, credits, item, generation, evidence, at) "
                "VALUES ('charge', ?, ?, ?, ?, ?)",
                (-credits, rowid, number, json.dumps({"reply": number}), at),
            )
            if number % TAGGED_EACH == 0:
                database.execute(
                    "INSERT INTO mediaItemTag (item, tag, at) VALUES (?, ?, ?)",
                    (rowid, number // TAGGED_EACH % RARE_TAGS + 1, at),
                )
    database.close()


def fill(path, count):
    """Writes them in a process of its own, so that the caller stays small."""
    subprocess.run([sys.executable, __file__, path, str(count)], check=True)


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]))
