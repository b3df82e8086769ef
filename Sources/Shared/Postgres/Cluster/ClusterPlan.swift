// Clang counts the C library's socket types to the module whose header names them first.
import CCurl
import Glibc

/// Everything decided about a cluster before it runs, and the steps that make and start it.
struct ClusterPlan: Sendable {
  /// How the server is set up.
  let settings: ClusterSettings
  /// The server's programs.
  let binaries: ClusterBinaries
  /// Who runs the server.
  let user: ClusterUser
  /// Where it lives.
  let location: ClusterLocation

  /// Decides where the cluster lives and who runs it.
  init(directory: String, settings: ClusterSettings, environment: [String: String]) throws {
    self.settings = settings
    binaries = try ClusterBinaries.find(environment: environment)
    user = try ClusterUser.current()
    location = ClusterLocation(requested: directory, user: user)
  }

  /// How long a process waits for another that is just starting or stopping the server.
  private static let patience: Duration = .seconds(90)

  /// Makes the directories, with the owners and modes that they need.
  func makeDirectories() throws {
    try SystemFile.makeDirectory(location.root, mode: 0o755)
    try ownDirectory(location.root, mode: 0o700)
    try SystemFile.makeDirectory(location.socket, mode: 0o700)
    try ownDirectory(location.socket, mode: 0o700)
  }

  /// Takes the cluster's lock; nil where a living process owns it, its server runs and it need not
  /// be ours. Waits while the server is being started or stopped.
  func takeOwnership(mustOwn: Bool) async throws -> ClusterLock? {
    let end = SteadyTime.now.advanced(by: Self.patience)
    while end.remainingNanoseconds > 0 {
      if let lock = try ClusterLock.take(location.lock) { return lock }
      if !mustOwn, ClusterLock.ownerLives(location.lock), running != nil { return nil }
      try await Task.sleep(for: .milliseconds(100))
    }
    throw ClusterError("another process holds \(location.lock)")
  }

  /// The server that runs on this cluster, if any, once it takes connections.
  var running: PostmasterFile? {
    PostmasterFile(data: location.data).flatMap { file in
      file.isAlive(data: location.data) && file.isReady ? file : nil
    }
  }

  /// The error of a server that does not come up.
  var notStarted: ClusterError {
    ClusterError("PostgreSQL did not start; its log is \(location.log)")
  }

  /// Makes the cluster where there is none yet.
  func makeClusterIfMissing() async throws {
    if !SystemFile.exists(location.password) {
      try SystemFile.write(Self.newPassword(), to: location.password, mode: 0o600)
    }
    if SystemFile.exists(location.data + "/PG_VERSION") { return try checkVersion() }
    try await makeCluster()
  }

  /// Starts the server, or finds it running, and returns its port.
  func start() async throws -> Int {
    if let running = PostmasterFile(data: location.data) {
      if running.isAlive(data: location.data) { return running.port }
      // The process id may by now belong to somebody else, and the server would refuse to start.
      unlink(location.data + "/postmaster.pid")
    }
    for _ in 0..<3 {
      let port = try settings.port ?? Self.freePort()
      try writeSettings(port: port)
      let status = try await run([
        binaries.path("pg_ctl"), "start", "-D", location.data, "-w", "-t", "60", "-s", "-l",
        location.log,
      ])
      if status == 0 { return port }
      // Somebody may have taken the port in between; anything else fails again.
    }
    throw notStarted
  }

  private func makeCluster() async throws {
    let draft = location.data + ".new"
    _ = try await run(["rm", "-rf", draft])
    guard let password = SystemFile.read(location.password) else {
      throw ClusterError("cannot read \(location.password)")
    }
    // initdb runs as the server's user and has to be able to read the password.
    let handover = location.root + "/password.init"
    try SystemFile.write(password, to: handover, mode: 0o600)
    if user.isOther { chown(handover, user.userID, user.groupID) }
    defer { unlink(handover) }
    var arguments = [
      binaries.path("initdb"), "-D", draft, "-U", EmbeddedCluster.superuser, "--auth-local=trust",
      "--auth-host=scram-sha-256", "--pwfile=\(handover)", "-E", "UTF8", "--locale=C.UTF-8",
    ]
    if !settings.isDurable { arguments.append("--no-sync") }
    let status = try await run(arguments)
    guard status == 0 else {
      throw ClusterError("initdb failed with status \(status); its words are in \(setupLog)")
    }
    let main = draft + "/postgresql.conf"
    guard let text = SystemFile.read(main) else { throw ClusterError("cannot read \(main)") }
    try SystemFile.write(text + "\ninclude 'fractal.conf'\n", to: main, mode: 0o600)
    if user.isOther { chown(main, user.userID, user.groupID) }
    guard rename(draft, location.data) == 0 else {
      throw ClusterError("cannot put the new cluster into its place")
    }
  }

  private func checkVersion() throws {
    let made = SystemFile.read(location.data + "/PG_VERSION")?.split(separator: "\n").first
    let folder = binaries.folder.split(separator: "/")
    guard let made, folder.count >= 2, let installed = Double(folder[folder.count - 2]) else {
      return
    }
    if Double(made) != installed {
      throw ClusterError(
        "the cluster in \(location.root) was made by PostgreSQL \(made), and \(installed) is "
          + "installed: upgrade it with pg_upgrade, or set PG_BIN to the old version's programs")
    }
  }

  private func writeSettings(port: Int) throws {
    let path = location.data + "/fractal.conf"
    try SystemFile.write(
      settings.lines(port: port, socket: location.socket), to: path, mode: 0o600)
    if user.isOther { chown(path, user.userID, user.groupID) }
  }

  private func ownDirectory(_ path: String, mode: mode_t) throws {
    guard chmod(path, mode) == 0,
      !user.isOther || chown(path, user.userID, user.groupID) == 0
    else { throw ClusterError("cannot give \(path) to PostgreSQL's user") }
  }

  private var setupLog: String { location.root + "/setup.log" }

  private func run(_ arguments: [String]) async throws -> Int32 {
    return try await ChildProcess.run(
      ChildProcess.Start(
        arguments: user.command(arguments), directory: "/", ownSession: true, output: setupLog))
  }

  private static func newPassword() -> String {
    var generator = SystemRandomNumberGenerator()
    let digits = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    return String((0..<32).map { _ in digits[Int.random(in: 0..<62, using: &generator)] })
  }

  private static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw ClusterError("no socket to find a free port with") }
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let found = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(descriptor, generic, length) == 0 && getsockname(descriptor, generic, &length) == 0
      }
    }
    guard found else { throw ClusterError("no free port on 127.0.0.1") }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
