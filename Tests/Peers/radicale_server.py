"""Radicale on a free port with a folder of its own, every user with the password "secret". Prints one line of JSON that says where,
then serves until its standard input ends. Says {"missing": true} where Radicale is not installed."""
import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time

try:
    import radicale  # noqa: F401
except ImportError:
    print(json.dumps({"missing": True}), flush=True)
    sys.exit(0)



def dies_with_parent():
    """In the child: its end comes with this program's (PR_SET_PDEATHSIG of prctl(2)), however that ends."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
with tempfile.TemporaryDirectory() as folder:
    probe = socket.socket()
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
    probe.close()
    users = os.path.join(folder, "users")
    with open(users, "w") as file:
        file.write("ada:secret\nbob:secret\n")
    config = os.path.join(folder, "config")
    with open(config, "w") as file:
        file.write(
            f"[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = htpasswd\nhtpasswd_filename = {users}\n"
            "htpasswd_encryption = plain\ndelay = 0\n[rights]\ntype = owner_only\n"
            f"[storage]\nfilesystem_folder = {folder}/data\n[logging]\nlevel = critical\n")
    server = subprocess.Popen([sys.executable, "-m", "radicale", "--config", config],
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              preexec_fn=dies_with_parent)
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    print(json.dumps({"endpoint": f"http://127.0.0.1:{port}", "port": port, "folder": f"{folder}/data"}), flush=True)
    sys.stdin.read()
    server.terminate()
    server.wait()
