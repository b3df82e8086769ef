import Shared

/// The pictures that a page holds itself, as `data:` addresses (RFC 2397).
///
/// Each has a name by its content, so that the same picture of a later capture has the same one and
/// its words count as unchanged.
struct EmbeddedPictures {
  /// The code that says that a page had pictures which nothing was kept of but their words.
  static let warning = "pictures_left_out"
  /// Bytes below which a picture without words is taken for the stand-in of one that comes later.
  private static let leastBytes = 200

  /// The address that stands for each picture that is kept, by its place among the document's.
  private(set) var addresses: [Int: String] = [:]
  /// How many were left out that a reader would have seen.
  private(set) var leftOutCount = 0
  private var pictures: [Int: [UInt8]] = [:]

  /// Reads the pictures of the parts of a document that are not left out.
  init(_ document: HTMLDocument, leavingOut leftOut: NodeSet) {
    guard !document.embedded.isEmpty else { return }
    var room = CaptureLimits.embeddedPicturesBytes
    var place = 1
    while place < document.nodes.count {
      if document.tag(place) != .text, leftOut.contains(place) {
        place = document.end(of: place)
        continue
      }
      if document.tag(place) == .img { add(document, place, &room) }
      place += 1
    }
  }

  private mutating func add(_ document: HTMLDocument, _ node: Int, _ room: inout Int) {
    guard let source = ImageSource.find(document, node),
      let index = ImageSource.embedded(source), document.embedded.indices.contains(index),
      addresses[index] == nil
    else { return }
    let words = document.value(.alt, of: node) ?? []
    let bytes = EmbeddedImage(document.embedded[index])?.bytes ?? []
    guard let format = PictureFormat(bytes), !Self.isPoint(bytes, format),
      pictures.count < CaptureLimits.embeddedPictures, bytes.count <= room,
      bytes.count <= CaptureLimits.embeddedPictureBytes
    else {
      if bytes.count >= Self.leastBytes || !InlineBuffer.isBlank(words) { leftOutCount += 1 }
      return
    }
    room -= bytes.count
    pictures[index] = bytes
    addresses[index] = Self.address(of: Self.name(of: bytes, format))
  }

  /// The pictures of those places, each content once.
  func pictures(at places: [Int]) -> [[UInt8]] {
    var seen: Set<String> = []
    return places.compactMap { place in
      guard let bytes = pictures[place], let address = addresses[place],
        seen.insert(address).inserted
      else { return nil }
      return bytes
    }
  }

  /// The name of a picture's file.
  static func name(of bytes: [UInt8], _ format: PictureFormat) -> String {
    "picture-\(SHA256.hexDigest(of: bytes).prefix(12)).\(format.ending)"
  }

  /// The address by which words refer to a file of the same task.
  static func address(of name: String) -> String { "attachment:\(name)" }

  /// A picture of one or two points stands in for one that a script would have loaded.
  private static func isPoint(_ bytes: [UInt8], _ format: PictureFormat) -> Bool {
    switch format {
    case .png where bytes.count >= 24:
      return bytes[16..<19].allSatisfy { $0 == 0 } && bytes[19] <= 2
        && bytes[20..<23].allSatisfy { $0 == 0 } && bytes[23] <= 2
    case .gif where bytes.count >= 10:
      return bytes[6] <= 2 && bytes[7] == 0 && bytes[8] <= 2 && bytes[9] == 0
    default: return false
    }
  }
}
