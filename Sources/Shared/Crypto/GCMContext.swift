import CCrypto

/// The owner of one OpenSSL cipher context for AES-256-GCM.
struct GCMContext: ~Copyable {
  private let context: OpaquePointer

  /// Begins an operation; key and nonce have been checked for length.
  init(key: [UInt8], nonce: [UInt8], encrypts: Bool) throws(CryptoError) {
    guard let context = EVP_CIPHER_CTX_new() else { throw CryptoError.libraryFailure }
    let started = EVP_CipherInit_ex(
      context, EVP_aes_256_gcm(), nil, key, nonce, encrypts ? 1 : 0)
    guard started == 1 else {
      EVP_CIPHER_CTX_free(context)
      throw CryptoError.libraryFailure
    }
    self.context = context
  }

  deinit {
    EVP_CIPHER_CTX_free(context)
  }

  /// Adds associated data; must come before `transform`.
  func authenticate(_ data: [UInt8]) throws(CryptoError) {
    guard !data.isEmpty else { return }
    var written: Int32 = 0
    guard EVP_CipherUpdate(context, nil, &written, data, Int32(data.count)) == 1 else {
      throw CryptoError.libraryFailure
    }
  }

  /// Encrypts or decrypts the whole text; a stream cipher, so the length stays.
  func transform(_ text: [UInt8]) throws(CryptoError) -> [UInt8] {
    guard !text.isEmpty else { return [] }
    guard text.count <= Int(Int32.max) else { throw CryptoError.libraryFailure }
    var result: Int32 = 0
    let output = [UInt8](unsafeUninitializedCapacity: text.count) { buffer, count in
      var written: Int32 = 0
      result = EVP_CipherUpdate(context, buffer.baseAddress, &written, text, Int32(text.count))
      count = Int(written)
    }
    guard result == 1, output.count == text.count else { throw CryptoError.libraryFailure }
    return output
  }

  /// Ends an encryption, after which the tag can be read.
  func finishEncryption() throws(CryptoError) {
    guard finish() else { throw CryptoError.libraryFailure }
  }

  /// The 16-byte tag of a finished encryption.
  func tag() throws(CryptoError) -> [UInt8] {
    var tag = [UInt8](repeating: 0, count: CryptoLimits.tagBytes)
    guard EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(tag.count), &tag) == 1 else {
      throw CryptoError.libraryFailure
    }
    return tag
  }

  /// Ends a decryption and says whether every byte was authentic.
  func finishDecryption(tag: [UInt8]) throws(CryptoError) {
    var tag = tag
    let set = EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &tag)
    guard set == 1 else { throw CryptoError.libraryFailure }
    guard finish() else { throw CryptoError.notAuthentic }
  }

  private func finish() -> Bool {
    // Nothing is left to write in counter mode, but OpenSSL wants room for a block.
    var rest = [UInt8](repeating: 0, count: 16)
    var written: Int32 = 0
    return EVP_CipherFinal_ex(context, &rest, &written) == 1
  }
}
