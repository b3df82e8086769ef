extension ObjectStoreError {
  /// An error about the store as a whole, such as a listing that failed.
  init(listing code: Code) {
    self.code = code
    key = "*"
  }
}
