"""load.py PORT TOKEN PROGRAM: previews at 200 requests a second beside an empty answer, in turns; lines through a pipe, beside
'cat' and parsedatetime, the fastest open parser, in turns."""
import http.client, json, os, queue, statistics, subprocess, sys, threading, time

port, token, program = int(sys.argv[1]), sys.argv[2], sys.argv[3]
LINES = [
    "Submit tax forms every 2nd Friday at 9am starting June !1 #Finance @tag7 for 45m",
    "call Bob tomorrow at 5pm", "Read Monday notes", "pay rent on the 1st", "plan offsite next week",
    "write report from Monday, due Friday ~2h", "the last Friday of next month: review budget",
]
RATE, SECONDS, ROUNDS = 200, 3, 4
headers = {"Authorization": "Bearer " + token, "Content-Type": "application/json"}


def connect():
    for _ in range(100):
        try:
            c = http.client.HTTPConnection("127.0.0.1", port)
            c.request("POST", "/v1/quick-add?preview=true", json.dumps({"text": "x"}), headers)
            answer = c.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            return c
        except OSError:
            time.sleep(0.1)
    sys.exit("the server does not answer")


def block(body_of, waits):
    jobs = queue.Queue()

    def work():
        c = connect()
        while (item := jobs.get()) is not None:
            due, body = item
            c.request("POST", "/v1/quick-add?preview=true", body, headers)
            c.getresponse().read()
            waits.append(time.perf_counter() - due)
    workers = [threading.Thread(target=work) for _ in range(8)]
    for w in workers:
        w.start()
    time.sleep(0.3)
    start = time.perf_counter()
    for n in range(RATE * SECONDS):
        due = start + n / RATE
        time.sleep(max(0, due - time.perf_counter()))
        jobs.put((due, body_of(n)))
    for _ in workers:
        jobs.put(None)
    for w in workers:
        w.join()


kinds = {
    "empty answer": lambda n: json.dumps({"text": "x", "settings": {"no": "such"}}),
    "preview": lambda n: json.dumps({"text": LINES[n % len(LINES)]}),
}
waits = {name: [] for name in kinds}
for _ in range(ROUNDS):
    for name, body in kinds.items():
        block(body, waits[name])
points = {}
for name, w in waits.items():
    w.sort()
    points[name] = (statistics.median(w), w[int(len(w) * .99)])
    print(f"{name:14} {len(w):6} requests at {RATE}/s   p50 {points[name][0] * 1e3:7.3f} ms   p99 {points[name][1] * 1e3:7.3f} ms")
a, b = points["empty answer"], points["preview"]
print(f"ratio                                     p50 {b[0] / a[0]:7.2f}x     p99 {b[1] / a[1]:7.2f}x")


def pipe(command, count=2100):
    p = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
    waits = []
    for n in range(count):
        question = json.dumps({"text": LINES[n % len(LINES)], "reference": "2026-11-20T09:00:00"}).encode() + b"\n"
        start = time.perf_counter()
        p.stdin.write(question)
        answer = b""
        while not answer.endswith(b"\n"):
            answer += p.stdout.read(65536)
        waits.append(time.perf_counter() - start)
    p.kill()
    p.wait()
    return statistics.median(waits[100:])


# In turns, so that a busy machine weighs on all alike; the best of five of each, since the rest is other programs' time.
peer = [sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)), "peers.py")]
commands = {"cat": ["cat"], "fractal": [program, "inspect", "line"], "parsedatetime": peer}
rounds = [{name: pipe(command) for name, command in commands.items()} for _ in range(5)]
best = {name: min(r[name] for r in rounds) for name in commands}
for name, wait in best.items():
    alone = "" if name == "cat" else f", less cat {(wait - best['cat']) * 1e6:7.1f} us"
    print(f"{name:14} a line through the pipe, median {wait * 1e6:7.1f} us{alone}")
shares = sorted((r["fractal"] - r["cat"]) / (r["parsedatetime"] - r["cat"]) for r in rounds)
print(f"fractal's share of parsedatetime's wait, less cat, by rounds: {', '.join(f'{s:.2f}' for s in shares)}")
