/// The word that is being read: characters of one word, or pairs where a script has no spaces.
struct FoldedWord {
  private var scalars: [UInt32] = []
  private var isPairing = false
  private var hasPaired = false

  /// Takes a character of a word.
  mutating func append(_ scalar: UInt32) {
    scalars.append(scalar)
  }

  /// Takes a character of a script without spaces and reports the pair that it ends.
  mutating func append(pairing scalar: UInt32, _ body: (UInt32) -> Void) {
    if !isPairing { finish(body) }
    isPairing = true
    if let last = scalars.last {
      body(WordFolding.id(of: [last, scalar]))
      hasPaired = true
      scalars.removeAll(keepingCapacity: true)
    }
    scalars.append(scalar)
  }

  /// Ends a run of pairs, since a character of another script follows.
  mutating func endPairs(_ body: (UInt32) -> Void) {
    if isPairing { finish(body) }
  }

  /// Ends the word and reports it, if there is one.
  mutating func finish(_ body: (UInt32) -> Void) {
    if !scalars.isEmpty, !(isPairing && hasPaired) { body(WordFolding.id(of: scalars)) }
    scalars.removeAll(keepingCapacity: true)
    isPairing = false
    hasPaired = false
  }
}
