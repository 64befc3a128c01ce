"""The work of FormatBenchmarks done by packaging and the standard library. Prints `name milliseconds` lines, one round.

    PYTHONPATH=packaging-26.3-py3-none-any.whl python3 packaging.py VERSIONS HTML JSON
"""

import json
import sys
import time
from html.parser import HTMLParser

# This script has the name of what it imports.
sys.path = [p for p in sys.path if not p.endswith("Scripts")]

from packaging.specifiers import SpecifierSet  # noqa: E402
from packaging.utils import parse_sdist_filename, parse_wheel_filename  # noqa: E402
from packaging.version import Version  # noqa: E402

spellings = open(sys.argv[1], encoding="utf-8").read().split("\n")
html = open(sys.argv[2], encoding="utf-8").read()
text = open(sys.argv[3], encoding="utf-8").read()
tenth = [Version(s) for s in spellings[::10]]


class Anchors(HTMLParser):
    def __init__(self):
        super().__init__()
        self.links = []

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.links.append(dict(attrs))


def read(name):
    return parse_sdist_filename(name) if name.endswith(".tar.gz") else parse_wheel_filename(name)


def read_html():
    anchors = Anchors()
    anchors.feed(html)
    return [read(a["href"].split("#")[0].rsplit("/", 1)[1]) for a in anchors.links]


work = {
    "parse": lambda: [Version(s) for s in spellings],
    "sort": lambda: sorted(tenth),
    "filter": lambda: list(SpecifierSet(">=1.2,!=5.*,<15,!=7.3.1").filter(spellings)),
    "html": read_html,
    "json": lambda: [read(f["filename"]) for f in json.loads(text)["files"]],
}
for name, run in work.items():
    start = time.perf_counter()
    run()
    print(name, round((time.perf_counter() - start) * 1000, 3))
