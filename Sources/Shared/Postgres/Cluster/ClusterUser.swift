import Glibc

/// The system user that the server runs as: PostgreSQL refuses to run as root.
struct ClusterUser: Sendable {
  /// The user's number.
  let userID: UInt32
  /// The number of the user's first group.
  let groupID: UInt32
  /// True where it is another user than this process's, which then is root.
  let isOther: Bool

  /// For root the user `postgres`, else `nobody`; for everybody else that user itself.
  static func current() throws(ClusterError) -> ClusterUser {
    guard geteuid() == 0 else {
      return ClusterUser(userID: geteuid(), groupID: getegid(), isOther: false)
    }
    for name in ["postgres", "nobody"] {
      if let entry = getpwnam(name) {
        return ClusterUser(
          userID: entry.pointee.pw_uid, groupID: entry.pointee.pw_gid, isOther: true)
      }
    }
    throw ClusterError("run as root, but there is neither a user 'postgres' nor 'nobody'")
  }

  /// The arguments that start the program as this user.
  func command(_ arguments: [String]) -> [String] {
    guard isOther else { return arguments }
    return ["setpriv", "--reuid=\(userID)", "--regid=\(groupID)", "--clear-groups", "--"]
      + arguments
  }

  /// True where this user may pass through the directory and all above it.
  func reaches(_ directory: String) -> Bool {
    var path = ""
    for part in directory.split(separator: "/") {
      path += "/\(part)"
      var facts = stat()
      guard stat(path, &facts) == 0 else { return true }
      let isOwner = facts.st_uid == userID
      let isGroup = facts.st_gid == groupID
      let needed: mode_t = isOwner ? 0o100 : isGroup ? 0o010 : 0o001
      if facts.st_mode & needed == 0 { return false }
    }
    return true
  }
}
