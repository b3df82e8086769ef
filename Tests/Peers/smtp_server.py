"""A real SMTP server that keeps what it is given as lines of JSON in a file. Prints one line of JSON that says where, then serves
until its standard input ends. Recipients beginning with "deny" are refused for good, those beginning with "later" for now.
Says {"missing": true} where aiosmtpd is not installed."""
import json
import socket
import sys
import tempfile

try:
    from aiosmtpd.controller import Controller
except ImportError:
    print(json.dumps({"missing": True}), flush=True)
    sys.exit(0)

kept = tempfile.NamedTemporaryFile(mode="w", prefix="smtp-", suffix=".jsonl")


class Keeper:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("deny"):
            return "550 5.1.1 no such user"
        if address.startswith("later"):
            return "451 4.3.0 not now"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        line = {"from": envelope.mail_from, "to": envelope.rcpt_tos, "content": envelope.content.decode("latin-1")}
        kept.write(json.dumps(line) + "\n")
        kept.flush()
        return "250 OK"


with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
controller = Controller(Keeper(), hostname="127.0.0.1", port=port)
controller.start()
print(json.dumps({"port": port, "file": kept.name}), flush=True)
sys.stdin.read()
controller.stop()
