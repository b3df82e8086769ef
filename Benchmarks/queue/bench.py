#!/usr/bin/env python3
"""Queue throughput, cost and latency, side by side with the raw limits of PostgreSQL and two peers.

usage: bench.py ["PROGRAM"] [options]        without PROGRAM only the raw limits and the peers are measured
PROGRAM is fractal: migrate, worker, bench enqueue|drain|latency; see their --help. 'run' beside this file calls it.
"""
import argparse
import json
import os
import re
import shlex
import signal
import statistics
import subprocess
import sys
import threading
import time

import psycopg

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "Tests", "Chaos"))
from pgserver import PrivateServer  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
SQL = os.path.join(HERE, "sql")
SECTIONS = ["raw", "peers", "program", "latency", "held", "growth"]


def say(*words):
    print(time.strftime("%T"), *words, file=sys.stderr, flush=True)


class Client:
    """The program under test or a peer: a command, a database and the last line of its output as JSON."""

    def __init__(self, name, command, server, database, has_worker=False):
        self.name, self.command, self.server, self.database = name, command, server, database
        self.has_worker = has_worker
        self.env = dict(os.environ, DATABASE_URL=server.url(database))

    def prepare(self):
        self.server.create_database(self.database)
        self.run("migrate")
        return self

    def run(self, *args, timeout=3600):
        done = subprocess.run(self.command + [str(a) for a in args], env=self.env, timeout=timeout,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{self.name} {' '.join(map(str, args))}: exit {done.returncode}: {done.stderr[-800:]}")
        lines = done.stdout.strip().splitlines()
        return json.loads(lines[-1]) if args[0] == "bench" else None

    def enqueue(self, count, *options):
        r = self.run("bench", "enqueue", "--count", count, *options)
        if r["count"] != count:
            raise RuntimeError(f"{self.name} enqueued {r['count']} of {count} jobs")
        return r["count"] / r["seconds"]

    def drain(self, expect, concurrency=None, timeout=3600):
        """-> (jobs/s by the program's own clock, server CPU seconds per 1,000 jobs, wall seconds of the whole command)"""
        options = ["--concurrency", concurrency] if concurrency else []
        self.server.settle(self.database)
        cpu, start = self.server.cpu_seconds(), time.perf_counter()
        r = self.run("bench", "drain", "--expect", expect, *options, timeout=timeout)
        wall, cpu = time.perf_counter() - start, self.server.cpu_seconds() - cpu
        if r["count"] < expect:
            raise RuntimeError(f"{self.name} drained {r['count']} of {expect} jobs")
        return r["count"] / r["seconds"], 1000 * cpu / r["count"], wall

    def latency(self, count):
        if not self.has_worker:
            return self.run("bench", "latency", "--count", count)
        worker = subprocess.Popen(self.command + ["worker"], env=self.env, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            time.sleep(2)
            return self.run("bench", "latency", "--count", count)
        finally:
            worker.terminate()
            try:
                worker.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(worker.pid, signal.SIGKILL)
                worker.wait()


class Bench:
    def __init__(self, a):
        self.a = a
        self.server = PrivateServer(a.pg_bin, a.work_dir)
        self.values = {}  # name -> one dict of numbers per round
        self.facts = {}   # held and growth results

    def record(self, name, **numbers):
        self.values.setdefault(name, []).append(numbers)
        say(name, " ".join(f"{k}={v:,.3f}" if v < 10 else f"{k}={v:,.0f}" for k, v in numbers.items()))

    def wanted(self, section):
        return section in self.a.only

    # ------------------------------------------------------------ raw limits with pgbench
    def raw(self, name, script, clients, jobs_per_tx, fill, how):
        self.server.psql_file("raw", os.path.join(SQL, "fill.sql"), n=fill)
        cpu = self.server.cpu_seconds()
        out = subprocess.run([os.path.join(self.server.bin, "pgbench"), "-n", "-f", os.path.join(SQL, script), "-c", str(clients),
                              "-j", "1", "-M", "prepared", *how, "-h", "127.0.0.1", "-p", str(self.server.port), "-U", "postgres",
                              "raw"], capture_output=True, text=True)
        cpu = self.server.cpu_seconds() - cpu
        if out.returncode or "aborted" in out.stderr:
            raise RuntimeError(f"pgbench {script}: {out.stderr[-500:]}")
        jobs = int(re.search(r"actually processed: (\d+)", out.stdout).group(1)) * jobs_per_tx
        rate = float(re.search(r"tps = ([\d.]+)", out.stdout).group(1)) * jobs_per_tx
        self.record(name, rate=rate, cpu=1000 * cpu / jobs)
        return rate

    def raw_batch(self):
        # a fixed number of transactions, so that the 200,000 waiting rows are never exhausted
        return self.raw("raw batch-100 lease+complete", "batch100_update.sql", 4, 100, 200000, ["-t", "250"])

    # ------------------------------------------------------------ one round
    def client_round(self, client, single, bulk, concurrency=None, raw_rate=None):
        one = client.enqueue(single)
        many = client.enqueue(bulk, "--bulk")
        self.record(f"{client.name} enqueue, one transaction each", rate=one)
        self.record(f"{client.name} enqueue, bulk", rate=many)
        rate, cpu, wall = client.drain(single + bulk, concurrency)
        extra = {"ratio": rate / raw_rate} if raw_rate else {}
        self.record(f"{client.name} drain", rate=rate, cpu=cpu, wall=wall, **extra)

    def round(self):
        a, raw_rate = self.a, None
        if self.wanted("raw"):
            self.raw("raw single insert", "enqueue1.sql", 4, 1, 0, ["-T", "3"])
            self.raw("raw insert of 100", "enqueue100.sql", 1, 100, 0, ["-T", "2"])
            self.raw("raw fetch+delete, one tx per job", "one_tx_delete.sql", 4, 1, 60000, ["-T", "3"])
        if self.wanted("raw") or self.wanted("program") or self.wanted("peers"):
            raw_rate = self.raw_batch()
        if self.wanted("program") and self.program:
            self.client_round(self.program, 2000, a.jobs, a.concurrency, raw_rate)
        if self.wanted("peers"):
            self.client_round(self.pgqueuer, 500, a.jobs, 100, raw_rate)
            self.client_round(self.procrastinate, 300, 1000, 10, raw_rate)
        if self.wanted("latency"):
            self.server.psql_file("raw", os.path.join(SQL, "fill.sql"), n=0)
            for client in (self.floor, self.program, self.pgqueuer, self.procrastinate):
                if client:
                    r = client.latency(a.latency_count)
                    self.record(f"{client.name} pickup", p50=r["p50_ms"], p99=r["p99_ms"], max=r["max_ms"])

    # ------------------------------------------------------------ held snapshot
    def offered_load(self, held):
        """A fixed rate offered for --held-seconds while one worker runs; -> jobs/s until all were done, probe rates."""
        a, name = self.a, "held" if held else "clean"
        client = Client(f"program, {name}", self.program.command, self.server, f"program_{name}").prepare()
        client.enqueue(10000, "--bulk")
        before, _, _ = client.drain(10000, a.concurrency)
        holder = psycopg.connect(client.env["DATABASE_URL"]) if held else None
        if holder:  # takes its snapshot, then stays idle in the transaction
            holder.execute("set transaction isolation level repeatable read")
            holder.execute("select count(*) from pg_class")
            if self.server.psql(client.database, "select count(*) from pg_stat_activity where state = 'idle in transaction'"
                                " and backend_xmin is not null and datname = current_database()") != "1":
                raise RuntimeError("the snapshot is not held")
        total = a.held_rate * a.held_seconds
        lag = []

        def feed():
            start = time.monotonic()
            for second in range(a.held_seconds):
                time.sleep(max(0, start + second - time.monotonic()))
                client.enqueue(a.held_rate, "--bulk")
                lag.append(time.monotonic() - start - second)

        feeder = threading.Thread(target=feed, daemon=True)
        feeder.start()
        start = time.monotonic()
        try:
            client.run("bench", "drain", "--expect", total, *(["--concurrency", a.concurrency] if a.concurrency else []),
                       timeout=3 * a.held_seconds + 30)
            rate, finished = total / max(time.monotonic() - start, a.held_seconds), True
        except subprocess.TimeoutExpired:
            rate, finished = total / (time.monotonic() - start), False
        feeder.join()
        result = {"rate": rate, "finished": finished, "enqueue_lag_max_s": max(lag), "probe_before": before}
        if finished:
            client.enqueue(10000, "--bulk")
            result["probe_after"], _, _ = client.drain(10000, a.concurrency)
        if holder:
            holder.rollback()
            holder.close()
        say(f"offered {a.held_rate}/s for {a.held_seconds} s, {name}: {result}")
        self.server.psql("postgres", f"drop database {client.database} with (force)")
        return result

    def held(self):
        clean, held = self.offered_load(False), self.offered_load(True)
        self.facts["held"] = {"clean": clean, "held": held, "ratio": held["rate"] / clean["rate"],
                              "probe_ratio": held.get("probe_after", 0) / clean["probe_after"] if clean.get("probe_after") else None}

    # ------------------------------------------------------------ growth of cost with table size
    def growth(self):
        a, present, levels = self.a, 0, []
        client = Client("program, growth", self.program.command, self.server, "program_growth").prepare()
        for level in a.old_rows:
            finished = round((level - present) * a.finished_share)
            scheduled = level - present - finished
            for n in [500000] * (finished // 500000) + [finished % 500000]:
                if n:
                    client.enqueue(n, "--bulk")
                    client.drain(n, a.concurrency)
            for n in [500000] * (scheduled // 500000) + [scheduled % 500000]:
                if n:
                    client.enqueue(n, "--bulk", "--delay", 86400)
            present = level
            self.server.settle(client.database)
            runs = []
            for _ in range(3):
                client.enqueue(10000, "--bulk")
                runs.append(client.drain(10000, a.concurrency))
            levels.append({"old_rows": level, "rate": statistics.median(r[0] for r in runs),
                           "cpu": statistics.median(r[1] for r in runs)})
            say(f"10,000 jobs with {level:,} old rows: {levels[-1]['rate']:,.0f}/s, {levels[-1]['cpu']:.4f} server CPU s per 1k")
        self.facts["growth"] = {"levels": levels, "cost_ratio": levels[-1]["cpu"] / levels[0]["cpu"],
                                "rate_ratio": levels[0]["rate"] / levels[-1]["rate"]}

    # ------------------------------------------------------------ all
    def run(self):
        a = self.a
        python = [sys.executable, os.path.join(HERE, "peers.py")]
        self.server.create_database("raw")
        self.server.psql_file("raw", os.path.join(SQL, "schema.sql"))
        peer = lambda name: Client(name, python + [name], self.server, name).prepare()
        need_peers = not a.no_peers and (self.wanted("peers") or self.wanted("latency"))
        self.pgqueuer = peer("pgqueuer") if need_peers else None
        self.procrastinate = peer("procrastinate") if need_peers else None
        self.floor = Client("raw", python + ["raw"], self.server, "raw")
        self.program = None
        if a.program:
            self.program = Client("program", shlex.split(a.program), self.server, "program", has_worker=True).prepare()
        if a.no_peers and "peers" in a.only:
            a.only.remove("peers")
        say(f"PostgreSQL {self.server.version}; load {os.getloadavg()[0]:.2f}; {os.cpu_count()} cores")
        if set(a.only) & {"raw", "peers", "program", "latency"}:
            for r in range(a.rounds):
                say(f"round {r + 1} of {a.rounds}")
                self.round()
        if self.program and self.wanted("held"):
            self.held()
        if self.program and self.wanted("growth"):
            self.growth()

    def median(self, name, key):
        v = [x[key] for x in self.values.get(name, []) if key in x]
        return statistics.median(v) if v else None

    def targets(self):
        """-> list of (text, value, met)"""
        out = []

        def add(text, value, met):
            if value is not None:
                out.append((text, value, met(value)))
        add("drain / raw batch-100 complete, same round >= 0.5", self.median("program drain", "ratio"), lambda v: v >= 0.5)
        add("server CPU s per 1,000 jobs <= 0.04", self.median("program drain", "cpu"), lambda v: v <= 0.04)
        peer = self.median("pgqueuer pickup", "p50")
        if peer:
            add(f"pickup p50 <= PgQueuer's in this run ({peer:.2f} ms)", self.median("program pickup", "p50"), lambda v: v <= peer)
        add("rate with a held snapshot / clean rate >= 0.9", self.facts.get("held", {}).get("ratio"), lambda v: v >= 0.9)
        if "growth" in self.facts:
            most = self.facts["growth"]["levels"][-1]["old_rows"]
            add(f"cost with {most:,} old rows / with none <= 1.3", self.facts["growth"]["cost_ratio"], lambda v: v <= 1.3)
        return out

    def report(self):
        def span(rows, key, form):
            v = [r[key] for r in rows if key in r]
            return f"{form(statistics.median(v))} [{form(min(v))}..{form(max(v))}]" if v else "-"
        whole, three, two = (lambda x: f"{x:,.0f}"), (lambda x: f"{x:.3f}"), (lambda x: f"{x:.2f}")
        print(f"\nPostgreSQL {self.server.version}, {os.cpu_count()} cores, load now {os.getloadavg()[0]:.2f}; median [min..max]\n")
        print(f"{'what':44} {'jobs/s':>34} {'server CPU s / 1k jobs':>28} {'ratio to raw batch':>24}")
        for name, rows in self.values.items():
            if "rate" in rows[0]:
                print(f"{name:44} {span(rows, 'rate', whole):>34} {span(rows, 'cpu', three):>28} {span(rows, 'ratio', three):>24}")
        print(f"\n{'pickup, ms from the enqueue call':44} {'p50':>24} {'p99':>24} {'max':>24}")
        for name, rows in self.values.items():
            if "p50" in rows[0]:
                print(f"{name:44} {span(rows, 'p50', two):>24} {span(rows, 'p99', two):>24} {span(rows, 'max', two):>24}")
        if "held" in self.facts:
            h = self.facts["held"]
            print(f"\noffered {self.a.held_rate}/s for {self.a.held_seconds} s: clean {h['clean']['rate']:,.0f}/s, held snapshot"
                  f" {h['held']['rate']:,.0f}/s{'' if h['held']['finished'] else ' at most (not finished)'}, ratio {h['ratio']:.2f};"
                  f" 10,000-job drain at the end, held / clean {h['probe_ratio'] or 0:.2f}")
        for l in self.facts.get("growth", {}).get("levels", []):
            print(f"10,000 jobs with {l['old_rows']:>9,} old rows: {l['rate']:>9,.0f}/s  {l['cpu']:.4f} server CPU s / 1k jobs")
        print()
        for text, value, met in self.targets():
            print(f"{'met   ' if met else 'MISSED'}  {text}: {value:.3f}")
        if self.server.binaries_changed():
            print("WARNING: the installed PostgreSQL changed while this ran; discard the numbers")

    def write_json(self, path):
        with open(path, "w") as f:
            json.dump({"postgres": self.server.version, "options": vars(self.a), "rounds": self.values, **self.facts,
                       "targets": [{"target": t, "value": v, "met": m} for t, v, m in self.targets()]}, f, indent=1)


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("program", nargs="?", help='command of the program under test, e.g. "./fractal-worker"')
    p.add_argument("--only", type=lambda s: s.split(","), default=list(SECTIONS), help="some of: " + ",".join(SECTIONS))
    p.add_argument("--rounds", type=int, default=3)
    p.add_argument("--jobs", type=int, default=50000, help="jobs per drain (program and PgQueuer)")
    p.add_argument("--concurrency", type=int, help="handed to `bench drain` of the program")
    p.add_argument("--latency-count", type=int, default=300)
    p.add_argument("--held-seconds", type=int, default=300)
    p.add_argument("--held-rate", type=int, default=1500, help="jobs offered per second")
    p.add_argument("--old-rows", type=lambda s: [int(x) for x in s.split(",")], default=[0, 1000000, 5000000])
    p.add_argument("--finished-share", type=float, default=0.5, help="share of the old rows that are finished; the rest is scheduled")
    p.add_argument("--no-peers", action="store_true")
    p.add_argument("--json", help="write all numbers here")
    p.add_argument("--strict", action="store_true", help="exit 1 when a measured target is missed")
    p.add_argument("--pg-bin", help="folder with initdb, pg_ctl, psql, pgbench (else PG_BIN, the usual Debian folder, PATH)")
    p.add_argument("--work-dir", help="where the server's data directory is made (default: the system's temporary folder)")
    a = p.parse_args()
    unknown = set(a.only) - set(SECTIONS)
    if unknown:
        p.error(f"unknown section: {', '.join(unknown)}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    bench = Bench(a)
    try:
        bench.run()
        bench.report()
        if a.json:
            bench.write_json(a.json)
    finally:
        bench.server.stop()
    sys.exit(1 if a.strict and not all(m for _, _, m in bench.targets()) else 0)


if __name__ == "__main__":
    main()
