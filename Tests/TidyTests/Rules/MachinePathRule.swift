/// The project builds anywhere, so nothing in it names a folder of one machine.
enum MachinePathRule: TidyRule {
  // Written in parts, so that this file passes its own rule.
  private static let roots = ["work", "root", "farm", "opt/swift"].map { "/" + $0 + "/" }

  static let statement = "no file names a folder of one machine"

  static func findings(in source: SourceText) -> [Finding] {
    source.lines.enumerated().flatMap { index, line in
      roots.filter { isPath($0, in: line) }.map { root in
        Finding(
          path: source.path, line: index + 1, message: "names \(root)…, a folder of one machine")
      }
    }
  }

  private static func isPath(_ root: String, in line: String) -> Bool {
    guard let range = line.position(of: root) else { return false }
    guard range.lowerBound > line.startIndex else { return true }
    let before = line[line.index(before: range.lowerBound)]
    return !(before.isLetter || before.isNumber || "_./-}>".contains(before))
  }
}
