"""A SIP process for tests: prints lines it is given, in answer to messages; no SIP anywhere.

Its argument is a JSON object: for each kind of message what to print. Some words are deeds: `exit`,
`hang`, `long` (a line beyond every limit), `grumble` (the message goes to stderr, as native code
may print an account). A `$call` in a line becomes the call that was ordered.
"""

import json
import signal
import sys
import time

DEEDS = {
    "exit": lambda told: signal.raise_signal(signal.SIGSEGV),
    "hang": lambda told: time.sleep(600),
    "long": lambda told: sys.stdout.write("x" * 2**21 + "\n"),
    "grumble": lambda told: sys.stderr.write(f'<sip:a@b>;auth_pass="{told["password"]}";a=b\n'),
}

script: dict[str, list[str]] = json.loads(sys.argv[1])
for line in sys.stdin:
    told = json.loads(line)
    for answer in script.get(told["is"], ()):
        if deed := DEEDS.get(answer):
            deed(told)
        else:
            sys.stdout.write(answer.replace("$call", told.get("call", "")) + "\n")
        sys.stdout.flush()
        sys.stderr.flush()
