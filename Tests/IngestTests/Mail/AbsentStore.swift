import Shared

/// An object store that does not answer.
struct AbsentStore: ObjectStore {
  let bucket = "absent"
  let provider = "local"

  func put(_ bytes: [UInt8], at key: ObjectKey) async throws(ObjectStoreError) {
    throw ObjectStoreError(.failed(503), key: key)
  }

  func get(_ key: ObjectKey, limit: Int) async throws(ObjectStoreError) -> [UInt8] {
    throw ObjectStoreError(.failed(503), key: key)
  }

  func remove(_ key: ObjectKey) async throws(ObjectStoreError) {
    throw ObjectStoreError(.failed(503), key: key)
  }
}
