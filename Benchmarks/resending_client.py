#!/usr/bin/env python3
"""Asks for one image as the remote's own Node client does: what fails is sent again, twice.

usage: resending_client.py BASE_URL < KEY

Written from the description of that client (docs/remote-api.md, section 9): after a time-out, a
network error or a reply that is no JSON, every request is sent again, POST too, up to two times.
Prints how many requests were sent, and whether one was answered.
"""

import json
import sys
import urllib.request

RETRIES = 2


def ask(base_url, key):
    body = json.dumps(
        {"prompt": "a boat that was asked for once", "model": "flux-schnell", "aspect_ratio": "1:1"}
    ).encode()
    request = urllib.request.Request(
        base_url + "/ai/generate-image", data=body, method="POST",
        headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=120) as reply:
        return json.load(reply)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    key = sys.stdin.readline().strip()
    for sent in range(1, RETRIES + 2):
        try:
            ask(sys.argv[1], key)
        except (OSError, ValueError, EOFError) as error:
            answered, reason = False, error
        else:
            answered, reason = True, None
            break
    print(json.dumps({"sent": sent, "answered": answered, "reason": str(reason)}))


if __name__ == "__main__":
    main()
