/// `fractal capture`: pages that were captured.
enum CaptureCommand: CommandGroup {
  static let name = "capture"
  static let summary = "list and show captured pages; capture a saved HTML file"
  static let commands: [any Command.Type] = [
    CaptureList.self, CaptureShow.self, CaptureAdd.self,
  ]
}
