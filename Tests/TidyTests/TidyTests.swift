import Testing

/// The rules of the house, checked on every file of the checkout.
@Suite struct TidyTests {
  /// Every rule that looks at one file at a time.
  static let rules: [any TidyRule.Type] = [
    FileLengthRule.self, FunctionLengthRule.self, DocCommentRule.self, DeadTestRule.self,
    ForbiddenCallRule.self, LeftoverRule.self, FoundationRule.self, NameRule.self,
    MachinePathRule.self, FileNameRule.self, WebScriptRule.self,
  ]

  @Test("the whole checkout keeps the rule", arguments: rules.indices)
  func checkoutKeepsRule(index: Int) {
    let rule = Self.rules[index]
    let found = Checkout.texts.flatMap { rule.findings(in: $0) }
    #expect(
      found.isEmpty,
      "\(rule.statement):\n\(found.map(\.description).joined(separator: "\n"))")
  }

  @Test("the checkout is found: hundreds of lines of Swift, a manifest")
  func checkoutIsFound() {
    #expect(Checkout.text("Package.swift") != nil)
    #expect(Checkout.swift.count > 20)
  }
}
