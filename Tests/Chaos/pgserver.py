"""A private PostgreSQL server for one fault run: own folder, own free port, gone at the end."""
import atexit
import glob
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time

# initdb defaults plus these; durability stays fully on
SETTINGS = """
listen_addresses = '127.0.0.1'
shared_buffers = 512MB
max_wal_size = 2GB
fsync = on
synchronous_commit = on
full_page_writes = on
autovacuum = on
"""


def find_pg_bin(given=None):
    """The folder with initdb, pg_ctl and psql: argument, PG_BIN, usual Debian folder, PATH."""
    if given or os.environ.get("PG_BIN"):
        places = [given or os.environ["PG_BIN"]]
    else:
        versions = glob.glob("/usr/lib/postgresql/*/bin")
        versions.sort(key=lambda p: float(p.split("/")[-2]), reverse=True)
        places = versions + [os.path.dirname(shutil.which("initdb") or "")]
    for place in places:
        if all(os.access(os.path.join(place, b), os.X_OK) for b in ("initdb", "pg_ctl", "psql")):
            return place
    sys.exit(f"PostgreSQL binaries (initdb, pg_ctl, psql) not found in {places}; use --pg-bin or PG_BIN")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class PrivateServer:
    def __init__(self, pg_bin=None, work_dir=None, extra_settings=""):
        self.bin = find_pg_bin(pg_bin)
        self.port = free_port()
        self.as_user = {}
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            name = os.environ.get("PG_OS_USER", "postgres")
            try:
                user = pwd.getpwnam(name)
            except KeyError:
                user = pwd.getpwnam("nobody")
            self.as_user = dict(user=user.pw_uid, group=user.pw_gid, extra_groups=[])
        self.dir = tempfile.mkdtemp(prefix="fractal-chaos-", dir=work_dir)
        if self.as_user:
            os.chown(self.dir, self.as_user["user"], self.as_user["group"])
        self.data = os.path.join(self.dir, "data")
        self.log = os.path.join(self.dir, "postgres.log")
        self.running = False
        atexit.register(self.stop)
        self._run("initdb", "-D", self.data, "-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")
        with open(os.path.join(self.data, "postgresql.conf"), "a") as conf:
            conf.write(SETTINGS + f"port = {self.port}\nunix_socket_directories = '{self.dir}'\n" + extra_settings)
        self.start()
        self.version = self.psql("postgres", "show server_version")

    def _run(self, program, *args):
        done = subprocess.run([os.path.join(self.bin, program), *args], cwd=self.dir, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **self.as_user)
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr.strip()[-800:]}")

    def start(self):
        self._run("pg_ctl", "-D", self.data, "-l", self.log, "-w", "-t", "120", "start")
        self.running = True

    def crash_restart(self):
        """Stop without a checkpoint (as in a crash) and start again; returns when connections are accepted."""
        self._run("pg_ctl", "-D", self.data, "-l", self.log, "-w", "-t", "120", "-m", "immediate", "restart")

    def stop(self):
        if self.running:
            self.running = False
            try:
                self._run("pg_ctl", "-D", self.data, "-w", "-m", "immediate", "stop")
            except RuntimeError as error:
                print(error, file=sys.stderr)
        shutil.rmtree(self.dir, ignore_errors=True)

    def url(self, database, user="postgres", port=None):
        return f"postgresql://{user}@127.0.0.1:{port or self.port}/{database}"

    def psql(self, database, *statements):
        """Run statements (each in its own transaction) and return the output as text."""
        args = [os.path.join(self.bin, "psql"), "-X", "-qtA", "-v", "ON_ERROR_STOP=1", "-d", self.url(database)]
        for s in statements:
            args += ["-c", s]
        done = subprocess.run(args, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"psql: {done.stderr.strip()}")
        return done.stdout.strip()

    def create_database(self, name, owner="postgres"):
        self.psql("postgres", f'create database "{name}" owner "{owner}"')
