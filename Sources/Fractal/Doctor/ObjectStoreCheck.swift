import FoundationEssentials
import Glibc
import Shared

/// Whether the object store takes, gives back and removes an object.
struct ObjectStoreCheck {
  /// The settings and what follows from them.
  let context: ProgramContext
  /// No workspace has this id, so that no row can name the probe.
  private static let nobody = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))

  /// Tries it with a few bytes; a folder that is not there yet is left alone.
  func finding() async -> DoctorFinding {
    let folder = context.objectFolder
    guard access(folder, F_OK) == 0 else {
      return .ok("object store", "\(folder) is made with the first object")
    }
    let bytes = Array("fractal doctor".utf8)
    let key = ObjectKey(.blob, of: bytes, workspace: Self.nobody)
    let store = context.objectStore
    do {
      try await store.put(bytes, at: key)
      let isSame = try await store.get(key, limit: bytes.count) == bytes
      try await store.remove(key)
      return isSame
        ? .ok("object store", "\(folder) takes, gives and removes")
        : .failed("object store", "\(folder) gave other bytes back", "check the disk")
    } catch {
      return .failed(
        "object store", "\(folder): \(error)",
        "make room and give the folder to this user, or set OBJECT_STORE")
    }
  }
}
