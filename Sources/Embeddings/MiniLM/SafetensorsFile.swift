import Glibc
import Shared

/// A file in the safetensors format, mapped into memory: an 8-byte length, a JSON header, data.
///
/// The mapping is read-only and lives as long as this object; tensors are views into it.
final class SafetensorsFile: Sendable {
  /// One tensor: its shape and where its numbers lie, in floats.
  struct Tensor: Sendable {
    /// Sizes by dimension, the slowest first.
    let shape: [Int]
    /// The numbers, valid as long as the file object lives.
    // reason: the mapping is read-only.
    nonisolated(unsafe) let values: UnsafeBufferPointer<Float>
  }

  private let tensors: [String: Tensor]
  // reason: never written, and unmapped once, with this object.
  private nonisolated(unsafe) let base: UnsafeMutableRawPointer
  private let length: Int

  /// Maps a file and reads its header; throws where it is missing or malformed.
  init(path: String) throws(ModelFileError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw ModelFileError(path: path, reason: .unreadable(errno)) }
    defer { close(descriptor) }
    let size = lseek(descriptor, 0, SEEK_END)
    guard size > 8 else { throw ModelFileError(path: path, reason: .malformed) }
    guard let base = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), base != MAP_FAILED
    else { throw ModelFileError(path: path, reason: .unreadable(errno)) }
    let bytes = UnsafeRawBufferPointer(start: base, count: size)
    guard let tensors = Self.tensors(in: bytes) else {
      munmap(base, size)
      throw ModelFileError(path: path, reason: .malformed)
    }
    self.base = base
    self.tensors = tensors
    length = size
  }

  deinit {
    munmap(base, length)
  }

  /// The tensor of that name and shape; throws where the file has none.
  func tensor(_ name: String, shape: [Int]) throws(ModelFileError) -> UnsafeBufferPointer<Float> {
    guard let tensor = tensors[name], tensor.shape == shape else {
      throw ModelFileError(path: name, reason: .malformed)
    }
    return tensor.values
  }

  private static func tensors(in bytes: UnsafeRawBufferPointer) -> [String: Tensor]? {
    let headerLength = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
    guard headerLength <= 1 << 20, Int(headerLength) + 8 <= bytes.count,
      let header = try? JSONValue(parsing: Array(bytes[8..<8 + Int(headerLength)])),
      let members = header.objectValue?.members
    else { return nil }
    let data = 8 + Int(headerLength)
    var tensors: [String: Tensor] = [:]
    for member in members where member.key != "__metadata__" {
      guard member.value["dtype"] == "F32",
        let shape = member.value["shape"]?.arrayValue?.compactMap(\.intValue).map(Int.init),
        let begin = member.value["data_offsets"]?[0]?.intValue,
        let end = member.value["data_offsets"]?[1]?.intValue,
        begin >= 0, begin <= end, data + Int(end) <= bytes.count,
        (data + Int(begin)) % MemoryLayout<Float>.alignment == 0,
        Int(end - begin) == 4 * shape.reduce(1, *)
      else { continue }
      let slice = UnsafeRawBufferPointer(rebasing: bytes[data + Int(begin)..<data + Int(end)])
      tensors[member.key] = Tensor(shape: shape, values: slice.assumingMemoryBound(to: Float.self))
    }
    return tensors
  }
}
