#!/usr/bin/env python3
"""Fault run with a ledger: every job must be completed exactly once whatever is killed, cut or stalled.

usage: chaos.py "PROGRAM" [options]     exit 0 = pass, 1 = fail; one JSON summary on stdout, progress on stderr
PROGRAM is fractal itself: migrate, worker, bench enqueue; see --help. Tests/EndToEndTests/ChaosTests.swift runs it.
"""
import argparse
import glob
import json
import os
import random
import shlex
import signal
import statistics
import subprocess
import sys
import threading
import time

import psycopg

from pgserver import PrivateServer
from proxy import Proxy

DATABASE = "chaos"
LEDGER = """
create table bench_ledger(job_id text not null, attempt int not null, note text, at timestamptz not null default clock_timestamp());
create index on bench_ledger(job_id);
"""
MAX_CONNECTIONS = 80


def say(*words):
    print(time.strftime("%T"), *words, file=sys.stderr, flush=True)


class Fleet:
    """The worker processes and a supervisor that restarts any that ends, as a service manager would."""

    def __init__(self, command, size, environment, log_dir, faketime=None, also=None):
        self.also = also  # another version of the program, which every second worker is
        self.command, self.env, self.log_dir = command, environment, log_dir
        self.faketime = faketime  # (library, control file) for worker 0
        self.workers = [None] * size
        self.expected_exit = set()  # process ids whose end the run itself causes
        self.unexpected_exits = 0
        self.lock = threading.RLock()
        self.closing = False
        for i in range(size):
            self.start(i)
        threading.Thread(target=self._supervise, daemon=True).start()

    def version(self, i):
        return self.also if self.also and i % 2 else self.command

    def start(self, i):
        env = dict(self.env)
        if self.faketime and i == 0:
            env.update(LD_PRELOAD=self.faketime[0], FAKETIME_TIMESTAMP_FILE=self.faketime[1],
                       FAKETIME_NO_CACHE="1", DONT_FAKE_MONOTONIC="1")
        log = open(os.path.join(self.log_dir, f"worker{i}.log"), "ab")
        with self.lock:
            if self.closing or (self.workers[i] and self.workers[i].poll() is None):
                return  # two overlapping faults may both want to restart it
            self.workers[i] = subprocess.Popen(self.version(i) + ["worker"], env=env, stdin=subprocess.DEVNULL,
                                               stdout=log, stderr=log, start_new_session=True)
        log.close()

    def _supervise(self):
        while not self.closing:
            time.sleep(0.2)
            with self.lock:
                ended = [i for i, p in enumerate(self.workers)
                         if p.poll() is not None and p.pid not in self.expected_exit]
            if ended and not self.closing:
                self.unexpected_exits += len(ended)
                time.sleep(1)
                for i in ended:
                    self.start(i)

    def send(self, i, sig):
        """To the whole process group, so that a wrapper script cannot hide the worker."""
        os.killpg(self.workers[i].pid, sig)

    def kill_and_restart(self, i, pause):
        with self.lock:
            p = self.workers[i]
            self.expected_exit.add(p.pid)
            try:
                self.send(i, signal.SIGKILL)
            except ProcessLookupError:
                pass
        p.wait()
        time.sleep(pause)
        self.start(i)

    def terminate(self, i, limit):
        """SIGTERM; returns (seconds until the end, exit code), code None when it had to be killed."""
        with self.lock:
            p = self.workers[i]
            self.expected_exit.add(p.pid)
            p.terminate()
        start = time.monotonic()
        try:
            code = p.wait(limit)
        except subprocess.TimeoutExpired:
            code = None
            self.send(i, signal.SIGKILL)
            p.wait()
        return time.monotonic() - start, code

    def close(self, limit):
        self.closing = True
        time.sleep(0.3)
        results = [self.terminate(i, limit) for i, p in enumerate(self.workers) if p.poll() is None]
        return [r for r in results if r[1] != 0]

    def kill_all(self):
        self.closing = True
        for i, p in enumerate(self.workers):
            if p and p.poll() is None:
                try:
                    self.send(i, signal.SIGCONT)
                    self.send(i, signal.SIGKILL)
                except ProcessLookupError:
                    pass


class Run:
    def __init__(self, a):
        self.a = a
        self.random = random.Random(a.seed)
        self.heartbeat = a.heartbeat_timeout
        self.enqueued = 0
        self.given_up = 0  # jobs of earlier episodes that never came; later episodes do not wait for them again
        self.dirty_terminations = []
        self.server = PrivateServer(a.pg_bin, a.work_dir, f"max_connections = {MAX_CONNECTIONS}\n")
        self.server.psql("postgres", "create role app login")
        self.server.create_database(DATABASE, owner="app")
        self.proxy = Proxy(self.server.port, a.seed)
        self.command = shlex.split(a.program)
        self.env = dict(os.environ, HEARTBEAT_TIMEOUT_SECONDS=str(self.heartbeat))
        self.direct = dict(self.env, DATABASE_URL=self.server.url(DATABASE, "app"))
        self.proxied = dict(self.env, DATABASE_URL=self.server.url(DATABASE, "app", self.proxy.port))
        self.admin = None
        self.logs = a.log_dir or os.path.join(self.server.dir, "logs")
        os.makedirs(self.logs, exist_ok=True)
        self.faketime = self._find_faketime()

    def _find_faketime(self):
        if {"ASAN_OPTIONS", "TSAN_OPTIONS"} & os.environ.keys():
            return None  # a program built with a sanitizer does not start under libfaketime
        places = [self.a.libfaketime] if self.a.libfaketime else glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")
        if not places or not os.path.exists(places[0]):
            return None
        control = os.path.join(self.logs, "clock")
        self.clock_file = control
        self.set_clock("+0")
        return os.path.abspath(places[0]), control

    def set_clock(self, offset):
        with open(self.clock_file + ".new", "w") as f:
            f.write(offset + "\n")
        os.replace(self.clock_file + ".new", self.clock_file)

    # ------------------------------------------------------------ program and ledger
    def program(self, *args, timeout=300):
        done = subprocess.run(self.command + list(args), env=self.direct, capture_output=True, text=True, timeout=timeout)
        if done.returncode:
            sys.exit(f"{self.a.program} {' '.join(args)} failed ({done.returncode}): {done.stderr[-1500:]}")
        return done.stdout

    def enqueue(self, count):
        out = self.program("bench", "enqueue", "--count", str(count), "--bulk", "--kind", "ledger")
        reported = json.loads(out.strip().splitlines()[-1])["count"]
        if reported != count:
            sys.exit(f"bench enqueue reported {reported} jobs, {count} were asked for")
        self.enqueued += count

    def query(self, sql):
        """By the superuser, not through the proxy; reconnects after a restart of the server."""
        for _ in range(600):
            try:
                if self.admin is None or self.admin.closed:
                    self.admin = psycopg.connect(self.server.url(DATABASE), autocommit=True)
                return self.admin.execute(sql).fetchone()
            except psycopg.OperationalError:
                self.admin = None
                time.sleep(0.1)
        sys.exit("the server did not come back within a minute")

    def completed(self):
        return self.query("select count(distinct job_id) from bench_ledger")[0]

    def doubled(self):
        return self.query("select count(*) - count(distinct job_id) from bench_ledger")[0]

    def wait_completed(self, limit):
        deadline = time.monotonic() + limit
        while time.monotonic() < deadline:
            if self.all_completed():
                return True
            time.sleep(0.05)
        return False

    def all_completed(self):
        return self.completed() >= self.enqueued - self.given_up

    # ------------------------------------------------------------ faults: each returns the time recovery is counted from
    def pick_worker(self):
        i = self.random.randrange(self.a.workers)
        for _ in range(100):  # one that has just ended by itself is replaced within a second or two
            if self.fleet.workers[i].poll() is None:
                break
            time.sleep(0.1)
        return i

    def kill9(self):
        start = time.monotonic()
        self.fleet.kill_and_restart(self.pick_worker(), self.random.uniform(0.1, 1))
        return start

    def sigterm(self):
        start = time.monotonic()
        i = self.pick_worker()
        seconds, code = self.fleet.terminate(i, self.a.term_limit)
        if code != 0:
            self.dirty_terminations.append({"seconds": round(seconds, 1), "exit_code": code})
        self.fleet.start(i)
        return start

    def terminate_backends(self):
        """pg_terminate_backend on a random half of the program's connections, three times."""
        for _ in range(3):
            pids = self.query("select array_agg(pid) from pg_stat_activity where usename = 'app'")[0] or []
            for pid in self.random.sample(pids, (len(pids) + 1) // 2):
                self.query(f"select pg_terminate_backend({pid})")
            time.sleep(self.random.uniform(0.05, 0.3))
        return time.monotonic()

    def server_restart(self):
        self.server.crash_restart()
        return time.monotonic()

    def zombie(self):
        """Stop a worker for longer than its lease, then let it finish what it believes it still holds."""
        start = time.monotonic()
        i = self.pick_worker()
        p = self.fleet.workers[i]
        try:
            self.fleet.send(i, signal.SIGSTOP)
            time.sleep(self.heartbeat * self.random.uniform(1.3, self.a.longest))
            os.killpg(p.pid, signal.SIGCONT)
        except ProcessLookupError:
            pass
        time.sleep(0.5)
        return start

    def pool_exhaustion(self):
        """Idle clients take every connection slot, the workers' own ones included as they are dropped."""
        idle, until = [], time.monotonic() + self.heartbeat * self.random.uniform(0.4, 0.8)
        drop = True
        while time.monotonic() < until:
            try:
                while True:
                    idle.append(psycopg.connect(self.server.url(DATABASE, "app"), autocommit=True, application_name="idle"))
            except psycopg.OperationalError:
                pass
            if drop:
                self.query("select count(pg_terminate_backend(pid)) from (select pid from pg_stat_activity where usename = 'app'"
                           " and application_name <> 'idle' order by random() limit 3) s")
                drop = False
            time.sleep(0.05)
        for c in idle:
            c.close()
        return time.monotonic()

    def cut(self):
        for _ in range(3):
            self.proxy.cut(self.random.uniform(0.3, 1))
            time.sleep(self.random.uniform(0.05, 0.3))
        return time.monotonic()

    def stall_short(self):
        links = self.proxy.stall(1.0)
        time.sleep(self.heartbeat * self.random.uniform(0.3, 0.6))
        self.proxy.release(links)
        return time.monotonic()

    def stall_long(self):
        """Half of the connections say nothing for longer than the lease, then go on with what was sent before."""
        links = self.proxy.stall(0.5)
        time.sleep(self.heartbeat * self.random.uniform(1.3, self.a.longest))
        self.proxy.release(links)
        return time.monotonic()

    def lost_replies(self):
        """The server gets the statements (a COMMIT, a claim), the answers never arrive, then the connections are cut."""
        links = self.proxy.hold_replies(0.6)
        time.sleep(self.random.uniform(0.3, 1))
        self.proxy.cut_links(links)
        return time.monotonic()

    def clock_step(self):
        """Worker 0 sees its wall clock jump by hours, and back."""
        start = time.monotonic()
        self.set_clock(self.random.choice(["+7200", "-7200"]))
        time.sleep(self.heartbeat * 0.8)
        self.set_clock("+0")
        return start

    FAULTS = ["kill9", "sigterm", "terminate_backends", "server_restart", "zombie", "pool_exhaustion",
              "cut", "stall_short", "stall_long", "lost_replies", "clock_step"]

    # ------------------------------------------------------------ the run
    def plan(self):
        names = [f for f in (self.a.faults or self.FAULTS) if f != "clock_step" or self.faketime]
        plan = []
        for _ in range(self.a.each):
            order = list(names)
            self.random.shuffle(order)
            plan += [[n, self.random.choice([m for m in names if m != n])]
                     if len(names) > 1 and self.random.random() < self.a.overlap else [n] for n in order]
        return plan

    def episode(self, names, jobs):
        limit = 2 * self.heartbeat + self.baseline
        self.enqueue(jobs)
        time.sleep(self.random.uniform(0, 0.1))
        backlog = self.enqueued - self.completed()
        begin, doubled = time.monotonic(), self.doubled()
        counted_from = []

        def inject(name, wait):
            time.sleep(wait)
            counted_from.append(getattr(self, name)())

        threads = [threading.Thread(target=inject, args=(n, i * self.random.uniform(0.1, self.heartbeat)))
                   for i, n in enumerate(names)]
        for t in threads:
            t.start()
        # the faults run in their threads; watch the ledger meanwhile, so that recovery during a long stop is seen
        finished = None
        while finished is None and any(t.is_alive() for t in threads):
            if self.admin_available(names) and self.all_completed():
                finished = time.monotonic()
            time.sleep(0.05)
        for t in threads:
            t.join()
        if len(counted_from) < len(threads):
            sys.exit(f"a fault could not be injected in {names}")
        if finished is None and self.wait_completed(3 * limit):
            finished = time.monotonic()
        if finished is None:
            self.given_up = self.enqueued - self.completed()
        recovery = max(0.0, finished - max(counted_from)) if finished else None
        result = {"fault": "+".join(names), "jobs": jobs, "backlog_at_fault": backlog,
                  "recovery_s": None if recovery is None else round(recovery, 2),
                  "doubled": self.doubled() - doubled, "lasted_s": round(time.monotonic() - begin, 1)}
        result["ok"] = recovery is not None and recovery <= limit and result["doubled"] == 0
        say(json.dumps(result))
        return result

    def admin_available(self, names):
        """Faults that use self.admin from their own thread, or restart the server, are not watched meanwhile."""
        return not set(names) & {"terminate_backends", "pool_exhaustion", "server_restart"}

    def run(self):
        a = self.a
        self.program("migrate")
        self.server.psql(DATABASE, *[s for s in LEDGER.strip().split(";\n")], "grant all on bench_ledger to app")
        self.fleet = Fleet(self.command, a.workers, self.proxied, self.logs, self.faketime,
                           shlex.split(a.also) if a.also else None)
        plan = self.plan()
        per_episode = a.jobs // (len(plan) + 1)
        say(f"PostgreSQL {self.server.version}; {a.workers} workers; {len(plan)} episodes of {per_episode} jobs; "
            f"heartbeat timeout {self.heartbeat} s; clock step {'on' if self.faketime else 'skipped (no libfaketime)'}")
        time.sleep(2)
        # no fault: the time a healthy fleet needs for one episode's jobs
        start = time.monotonic()
        self.enqueue(a.jobs - per_episode * len(plan))
        if not self.wait_completed(60 + 6 * self.heartbeat):
            say("the jobs were not completed even without a fault")
        self.baseline = time.monotonic() - start
        say(f"baseline without a fault: {self.baseline:.2f} s")
        episodes = [self.episode(names, per_episode) for names in plan]
        # everything must be done, and stay done exactly once while leases of the past run out
        self.given_up = 0
        self.wait_completed(6 * self.heartbeat)
        say("settling: looking for jobs that run again")
        time.sleep(2 * self.heartbeat + 1)
        not_clean = self.fleet.close(a.term_limit)
        return self.summary(episodes, not_clean)

    def summary(self, episodes, not_clean):
        a = self.a
        rows, distinct, max_attempt, reruns = self.query(
            "select count(*), count(distinct job_id), max(attempt), count(*) filter (where attempt > 1) from bench_ledger")
        examples = self.query("select json_agg(x) from (select job_id, json_agg(json_build_object('attempt', attempt, 'note', note,"
                              " 'at', at) order by at) runs from bench_ledger group by 1 having count(*) > 1 limit 3) x")[0]
        running = self.query(a.running_sql)[0] if a.running_sql else None
        recovery = {}
        for e in episodes:
            recovery.setdefault(e["fault"], []).append(e["recovery_s"])
        for name, values in recovery.items():
            seen = [v for v in values if v is not None]
            recovery[name] = {"n": len(values), "not_recovered": len(values) - len(seen),
                              "median_s": statistics.median(seen) if seen else None, "max_s": max(seen) if seen else None}
        limit = round(2 * self.heartbeat + self.baseline, 2)
        reasons = []
        lost, doubled = self.enqueued - distinct, rows - distinct
        if lost:
            reasons.append(f"{lost} jobs lost (more in the ledger than enqueued)" if lost < 0 else f"{lost} jobs lost")
        if doubled:
            reasons.append(f"{doubled} jobs completed more than once")
        if running:
            reasons.append(f"{running} jobs left running")
        late = [e["fault"] for e in episodes if e["recovery_s"] is None or e["recovery_s"] > limit]
        if late:
            reasons.append(f"recovery later than {limit} s after: {', '.join(late)}")
        if self.dirty_terminations or not_clean:
            reasons.append(f"{len(self.dirty_terminations) + len(not_clean)} workers did not end cleanly (exit 0 within"
                           f" {a.term_limit} s) on SIGTERM")
        return {"pass": not reasons, "reasons": reasons, "jobs": self.enqueued, "completed": distinct, "lost": lost,
                "doubled": doubled, "doubled_examples": examples or [], "left_running": running,
                "max_attempt": max_attempt, "completed_on_a_later_attempt": reruns,
                "baseline_s": round(self.baseline, 2), "recovery_limit_s": limit, "recovery": recovery,
                "faults_on_an_idle_queue": sum(e["backlog_at_fault"] == 0 for e in episodes),
                "unexpected_worker_exits": self.fleet.unexpected_exits, "dirty_sigterm": self.dirty_terminations,
                "clock_step": "run" if self.faketime else "skipped", "seed": a.seed,
                "heartbeat_timeout_s": self.heartbeat, "postgres": self.server.version, "episodes": episodes}

    def close(self):
        if getattr(self, "fleet", None):
            self.fleet.kill_all()
        self.server.stop()


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("program", help='command of the program under test, e.g. "./fractal-worker"')
    p.add_argument("--also", help="another version of the program: every second worker is one, as in a rolling upgrade")
    p.add_argument("--jobs", type=int, default=20000)
    p.add_argument("--workers", type=int, default=4)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--heartbeat-timeout", type=float, default=6,
                   help="seconds after which a silent worker's jobs are taken over; given to the program as HEARTBEAT_TIMEOUT_SECONDS")
    p.add_argument("--each", type=int, default=2, help="how often every fault is injected")
    p.add_argument("--faults", type=lambda s: s.split(","), help="only these: " + ",".join(Run.FAULTS))
    p.add_argument("--overlap", type=float, default=0, help="probability that a second fault strikes during the first")
    p.add_argument("--longest", type=float, default=1.8, help="longest stop or stall, in heartbeat timeouts (from 1.3)")
    p.add_argument("--term-limit", type=float, default=20, help="seconds a worker may take to end after SIGTERM")
    p.add_argument("--running-sql", help="optional query that returns the number of jobs still marked as running (must be 0)")
    p.add_argument("--libfaketime", help="path of libfaketimeMT.so.1 when it is not in the usual folder")
    p.add_argument("--pg-bin", help="folder with initdb, pg_ctl, psql (else PG_BIN, the usual Debian folder, PATH)")
    p.add_argument("--work-dir", help="where the server's data directory is made (default: the system's temporary folder)")
    p.add_argument("--log-dir", help="keep the workers' output here")
    a = p.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    run = Run(a)
    try:
        summary = run.run()
    finally:
        run.close()
    print(json.dumps(summary, indent=1, default=str))
    sys.exit(0 if summary["pass"] else 1)


if __name__ == "__main__":
    main()
