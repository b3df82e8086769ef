/// Room for one forward pass, grown when a larger batch comes and freed with its owner.
final class MiniLMWorkspace {
  /// Token rows between layers.
  private(set) var hidden = UnsafeMutablePointer<Float>.allocate(capacity: 1)
  /// Token rows after a part of a layer.
  private(set) var next = UnsafeMutablePointer<Float>.allocate(capacity: 1)
  /// Query, key and value rows.
  private(set) var attention = UnsafeMutablePointer<Float>.allocate(capacity: 1)
  /// Rows inside the feed-forward part.
  private(set) var inner = UnsafeMutablePointer<Float>.allocate(capacity: 1)
  /// The attention of one head over one text.
  private(set) var scores = UnsafeMutablePointer<Float>.allocate(capacity: 1)
  /// The keys of one head over one text, packed.
  private(set) var keys = UnsafeMutablePointer<Float>.allocate(capacity: 1)
  /// The values of one head over one text, packed.
  private(set) var values = UnsafeMutablePointer<Float>.allocate(capacity: 1)
  private var tokens = 0
  private var longest = 0

  /// Makes room for that many tokens in all, and that many in the longest text.
  func reserve(tokens: Int, longest: Int) {
    guard tokens > self.tokens || longest > self.longest else { return }
    free()
    self.tokens = max(tokens, self.tokens)
    self.longest = max(longest, self.longest)
    hidden = .allocate(capacity: self.tokens * MiniLMShape.width)
    next = .allocate(capacity: self.tokens * MiniLMShape.width)
    attention = .allocate(capacity: self.tokens * 3 * MiniLMShape.width)
    inner = .allocate(capacity: self.tokens * MiniLMShape.inner)
    // Rows of scores and packed keys are filled up to panels of 32.
    let padded = self.longest + 32
    scores = .allocate(capacity: self.longest * padded)
    keys = .allocate(capacity: padded * MiniLMShape.headWidth)
    values = .allocate(capacity: padded * MiniLMShape.headWidth)
  }

  private func free() {
    hidden.deallocate()
    next.deallocate()
    attention.deallocate()
    inner.deallocate()
    scores.deallocate()
    keys.deallocate()
    values.deallocate()
  }

  deinit {
    free()
  }
}
