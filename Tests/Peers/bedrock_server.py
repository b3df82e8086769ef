"""The double of Amazon Bedrock Runtime on a free port. Prints one line of JSON that says where and with which keys, then
serves until its standard input ends. Says {"missing": true} where botocore is not installed. Arguments go to the double."""
import json
import pathlib
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Doubles" / "bedrock"))
try:
    import bedrock_double
except ImportError:
    print(json.dumps({"missing": True}), flush=True)
    sys.exit(0)

server = bedrock_double.make(["--port", "0", *sys.argv[1:]])
threading.Thread(target=server.serve_forever, daemon=True).start()
options = server.options
print(json.dumps({"port": server.server_port, "endpoint": f"http://127.0.0.1:{server.server_port}",
                  "key": options.access_key, "secret": options.secret_key, "bearer": options.bearer,
                  "region": options.region}), flush=True)
sys.stdin.read()
