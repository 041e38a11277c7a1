"""Throws, and writes the event as posthog-python sends it."""

import json
import linecache
import traceback

import stock


def order(item, count):
    return stock.reserve(item, count)


def frame(f):
    def lines(start, end):
        return [linecache.getline(f.filename, n).rstrip("\n") for n in range(max(1, start), end)]

    name = f.filename.rsplit("/", 1)[-1]
    return {
        "platform": "python", "filename": "inventory/" + name, "abs_path": "/srv/inventory/" + name,
        "module": "inventory." + name[:-3], "function": f.name, "lineno": f.lineno, "in_app": True,
        "pre_context": lines(f.lineno - 5, f.lineno), "context_line": lines(f.lineno, f.lineno + 1)[0],
        "post_context": [l for l in lines(f.lineno + 1, f.lineno + 6)],
    }


try:
    order("dripper", 1)
except KeyError as e:
    print(json.dumps({
        "event": "$exception",
        "properties": {
            "$lib": "posthog-python", "$lib_version": "6.7.4", "$os": "Linux", "$exception_level": "error",
            "$exception_fingerprint": "acme-python",
            "$exception_list": [{
                "type": "KeyError", "value": str(e), "mechanism": {"type": "generic", "handled": True},
                "stacktrace": {"type": "raw", "frames": [frame(f) for f in traceback.extract_tb(e.__traceback__)]},
            }],
        },
    }, indent=1))
