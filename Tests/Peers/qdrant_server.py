"""The double of Qdrant on a free port. Prints one line of JSON that says where, then serves until its standard input ends.
Says {"missing": true} where qdrant-edge is not installed. Arguments go to the double; a folder of its own is removed at the end."""
import json
import pathlib
import shutil
import sys
import tempfile
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Doubles" / "qdrant"))
try:
    import qdrant_double
except ImportError:
    print(json.dumps({"missing": True}), flush=True)
    sys.exit(0)

folder = tempfile.mkdtemp(prefix="qdrant-double-")
server, store = qdrant_double.make(["--port", "0", "--data", folder, *sys.argv[1:]])
threading.Thread(target=server.serve_forever, daemon=True).start()
print(json.dumps({"port": server.server_port, "endpoint": f"http://127.0.0.1:{server.server_port}"}), flush=True)
sys.stdin.read()
server.shutdown()
store.close()
shutil.rmtree(folder, ignore_errors=True)
