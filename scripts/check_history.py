#!/usr/bin/env python3
"""Judges a library by the remote's own books, without a line of Folio's code.

usage: check_history.py LIBRARY STATE

LIBRARY is the folder of a library, STATE that of the sandbox which it was used with
(folio-sandbox --state STATE). The last thing that happened should be `folio recover` and
`folio sync` without faults. Prints one sentence for each thing that is wrong and exits with 1, or
what it has compared and exits with 0; 2 where it could not look. docs/checker.md has the rules.
"""

import json
import sqlite3
import sys
from collections import Counter
from pathlib import Path

DAMAGED = "the library's file is damaged: "


def connect(file):
    """Opens a database for reading, beside whoever else uses it."""
    connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    return connection


class History:
    """Both sides of one history, and what is wrong with it."""

    def __init__(self, library, sandbox):
        self.library = library
        self.sandbox = sandbox
        self.faults = []
        self.calls = self.mine("SELECT rowid AS call, * FROM generation WHERE state <> 'planned'")
        self.items = {
            row["mediaId"]: row
            for row in self.mine("SELECT * FROM mediaItem WHERE mediaId IS NOT NULL")
        }
        self.entries = self.mine("SELECT * FROM outbox ORDER BY id")
        self.posts = {row["id"]: row for row in self.mine("SELECT * FROM post")}
        self.media = {row["id"]: row for row in self.theirs("SELECT * FROM mediaItem")}
        self.remote_posts = {row["id"]: row for row in self.theirs("SELECT * FROM post")}
        self.charges = self.theirs("SELECT * FROM creditEntry WHERE kind = 'charge'")
        self.requests = self.theirs("SELECT * FROM request WHERE userAgent LIKE 'folio%'")

    def mine(self, query, *values):
        return self.library.execute(query, values).fetchall()

    def theirs(self, query, *values):
        return self.sandbox.execute(query, values).fetchall()

    def expect(self, is_right, sentence):
        if not is_right:
            self.faults.append(sentence)

    # The file

    def check_file(self):
        for row in self.mine("PRAGMA integrity_check"):
            self.expect(row[0] == "ok", DAMAGED + row[0])
        for row in self.mine("PRAGMA foreign_key_check"):
            self.expect(False, f"{DAMAGED}a row of {row[0]} names one of {row[2]} that is not there")

    # Money

    def check_requests_of_paid_calls(self):
        """A journal row stands for one request at most, and a request for one row at least."""
        routes = {"image": "/ai/generate-image", "caption": "/ai/generate-caption"}
        for kind, path in routes.items():
            sent = sum(row["path"].endswith(path) for row in self.requests)
            rows = sum(call["kind"] == kind for call in self.calls)
            self.expect(
                sent <= rows, f"{sent} requests were sent for {rows} paid calls of the kind {kind}")

    def check_charges_of_calls(self):
        """A call that was made was charged once, what its reply said; any other was not."""
        ledger = self.mine("SELECT * FROM ledgerEntry WHERE kind = 'charge'")
        for call in self.calls:
            name = f"the paid call {call['id']}"
            entries = [entry for entry in ledger if entry["generation"] == call["call"]]
            if call["state"] != "made":
                self.expect(not entries, f"{name} is {call['state']} and was charged")
            elif call["creditsUsed"] is not None:
                self.expect(
                    len(entries) == 1, f"{name} was made and has {len(entries)} charges, not one")
                for entry in entries:
                    self.expect(
                        -entry["credits"] == call["creditsUsed"],
                        f"{name} used {call['creditsUsed']} credits and was charged "
                        f"{-entry['credits']}")

    def check_charged_images(self):
        """Each image that the remote charged for has one call, and the other way round."""
        made = Counter(
            media_id
            for call in self.calls
            if call["state"] == "made" and call["kind"] == "image"
            for media_id in json.loads(call["mediaIdsJSON"])
        )
        charged = Counter(row["mediaID"] for row in self.charges if row["mediaID"])
        open_images = sum(
            call["kind"] == "image" and call["state"] in ("sent", "unknown") for call in self.calls)
        unexplained = [media_id for media_id in charged if made[media_id] != charged[media_id]]
        if len(unexplained) > open_images:
            for media_id in unexplained:
                self.expect(
                    False,
                    f"the remote charged for the image {media_id} {charged[media_id]} times, and "
                    f"{made[media_id]} paid calls have made it")
        for media_id in made.keys() - charged.keys():
            self.expect(False, f"a paid call claims {media_id}, for which nothing was charged")

    def check_sums(self):
        """The ledger's sum is the remote's, but for calls that are shown as open."""
        mine = self.mine(
            "SELECT ifnull(-sum(credits), 0) FROM ledgerEntry "
            "WHERE kind = 'charge' OR (kind = 'refund' AND generation IS NOT NULL)")[0][0]
        theirs = sum(row["credits"] for row in self.charges) - self.theirs(
            "SELECT ifnull(sum(credits), 0) FROM creditEntry WHERE kind = 'refund'")[0][0]
        open_credits = sum(
            call["expectedCredits"] or 0
            for call in self.calls if call["state"] in ("sent", "unknown"))
        self.expect(
            0 <= theirs - mine <= open_credits,
            f"the ledger has charges of {mine} credits, the remote's books of {theirs}, and open "
            f"calls explain {open_credits}")

    def check_prompts(self):
        """What was sent is what is kept, with the call and with its image."""
        for call in self.calls:
            if call["state"] != "made" or call["kind"] != "image":
                continue
            for media_id in json.loads(call["mediaIdsJSON"]):
                seen = self.media.get(media_id)
                sent = f"{call['model']} {call['ratio']} {call['prompt']}"
                self.expect(
                    seen is None or seen["drawing"] == sent,
                    f"the call {call['id']} keeps another prompt than was sent")
                item = self.items.get(media_id)
                kept = item["prompt"] if item else None
                self.expect(kept is not None, f"the prompt of {media_id} is lost")
                self.expect(
                    kept in (None, call["prompt"]),
                    f"{media_id} has another prompt than the call that made it")

    # The mirror

    def check_media(self):
        """What the remote has is here, and nothing that it has counts as gone."""
        for media_id in self.media:
            item = self.items.get(media_id)
            self.expect(item is not None, f"the remote has {media_id}, and the library has not")
            if item is not None:
                self.expect(
                    item["presence"] != "gone",
                    f"{media_id} is marked gone, and the remote has it")

    def check_posts(self):
        known = {post["postId"]: post for post in self.posts.values() if post["postId"]}
        for post_id in self.remote_posts:
            self.expect(
                post_id in known, f"the remote has the post {post_id}, and the library has not")

    # The outbox

    def actions(self, name, *states):
        """Entries of that action with their post and item, and what they are to do."""
        for entry in self.entries:
            if entry["action"] == name and (not states or entry["state"] in states):
                item = self.mine("SELECT * FROM mediaItem WHERE rowid = ?", entry["item"])
                post = self.mine("SELECT * FROM post WHERE rowid = ?", entry["post"])
                yield (entry, item[0] if item else None, post[0] if post else None,
                       json.loads(entry["actionJSON"])[name])

    def check_publishing_requests(self):
        """A post is created, scheduled or retried once for each entry, whatever was lost."""
        def carried_out(path):
            return sum(
                row["method"] == "POST" and row["path"] == path and 200 <= row["status"] < 300
                for row in self.requests)

        created = carried_out("/api/v1/posts")
        entries = len(list(self.actions("createPost", "done", "unknown", "sending")))
        self.expect(
            created <= entries, f"{created} posts were created for {entries} entries of the outbox")
        for name, verb in (("schedulePost", "schedule"), ("retryPost", "retry")):
            wanted = Counter(
                post["postId"]
                for _, _, post, _ in self.actions(name, "done", "unknown", "sending") if post)
            for post_id in self.remote_posts:
                done = carried_out(f"/api/v1/posts/{post_id}/{verb}")
                self.expect(
                    done <= wanted[post_id],
                    f"the {verb} of the post {post_id} was carried out {done} times for "
                    f"{wanted[post_id]} entries of the outbox")

    def check_uploads_and_deletions(self):
        deleted = {item["id"] for _, item, _, _ in self.actions("deleteMedia", "done") if item}
        for entry, item, _, _ in self.actions("upload", "done"):
            is_there = item is not None and (
                item["mediaId"] in self.media or item["presence"] == "gone"
                or item["id"] in deleted)
            self.expect(is_there, f"the upload {entry['id']} is done, and the remote has no such item")
        for entry, item, _, _ in self.actions("deleteMedia", "done"):
            self.expect(
                item is None or item["mediaId"] not in self.media,
                f"the deletion {entry['id']} is done, and the remote still has the item")

    def check_post_entries(self):
        deleted = {post["id"] for _, _, post, _ in self.actions("deletePost", "done") if post}
        for entry, _, post, _ in self.actions("createPost", "done"):
            is_there = post is None or post["id"] in deleted or post["postId"] is not None
            self.expect(is_there, f"the post of the entry {entry['id']} is done and has no remote id")
        for entry, _, post, _ in self.actions("deletePost", "done"):
            self.expect(
                post is None or post["postId"] not in self.remote_posts,
                f"the deletion {entry['id']} is done, and the remote still has the post")
        edits = {}
        for entry, _, post, action in self.actions("updatePost"):
            content = next(
                (value["content"] for value in action.values()
                 if isinstance(value, dict) and value.get("content")), None)
            if post is not None and content is not None:
                edits[post["postId"]] = (entry, content)
        for post_id, (entry, content) in edits.items():
            seen = self.remote_posts.get(post_id)
            self.expect(
                entry["state"] != "done" or seen is None or seen["content"] == content,
                f"the edit {entry['id']} is done, and the remote's post has another text")

    def check(self):
        """Everything; the sentences that are wrong."""
        rules = [getattr(self, name) for name in dir(self) if name.startswith("check_")]
        for rule in rules:
            rule()
        return self.faults


def main(arguments):
    if len(arguments) != 2:
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        return 2
    try:
        library = connect(Path(arguments[0]) / "library.sqlite")
        sandbox = connect(Path(arguments[1]) / "sandbox.sqlite")
        history = History(library, sandbox)
        faults = history.check()
    except (sqlite3.Error, json.JSONDecodeError, OSError) as error:
        print(f"check_history: it cannot be checked: {error}", file=sys.stderr)
        return 2
    for fault in faults:
        print(fault)
    if not faults:
        print(
            f"agreed: {len(history.calls)} paid calls, {len(history.charges)} charges, "
            f"{len(history.media)} items, {len(history.remote_posts)} posts, "
            f"{len(history.entries)} outbox entries, {len(history.requests)} requests")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
