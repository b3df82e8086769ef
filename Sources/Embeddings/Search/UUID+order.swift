import FoundationEssentials
import Glibc

extension UUID {
  /// True where this id comes first, as PostgreSQL orders `uuid`: by its bytes.
  func precedes(_ other: UUID) -> Bool {
    withUnsafeBytes(of: uuid) { left in
      withUnsafeBytes(of: other.uuid) { right in
        memcmp(left.baseAddress!, right.baseAddress!, 16) < 0
      }
    }
  }
}
