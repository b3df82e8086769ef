import Shared

extension BrowserPage {
  /// Something on a page that can be used, as a screen reader tells of it.
  struct Control: Sendable {
    /// What it is, such as `button`.
    let role: String
    /// What it is called; empty where it has no name.
    let name: String
  }

  /// Everything on the page that can be used, from the browser's accessibility tree.
  func controls() async throws -> [Control] {
    let tree = try await pipe.send("Accessibility.getFullAXTree", session: session)
    let roles: Set<String> = [
      "button", "textbox", "combobox", "checkbox", "link", "radio", "searchbox", "listbox",
    ]
    return (tree["nodes"]?.arrayValue ?? []).compactMap { node in
      guard node["ignored"] != true, let role = node["role"]?["value"]?.stringValue,
        roles.contains(role)
      else { return nil }
      return Control(role: role, name: node["name"]?["value"]?.stringValue ?? "")
    }
  }

  /// Presses and releases a key, as a person would.
  func press(_ key: String, code: Int64) async throws {
    for kind in ["rawKeyDown", "keyUp"] {
      _ = try await pipe.send(
        "Input.dispatchKeyEvent",
        [
          "type": .string(kind), "key": .string(key), "code": .string(key),
          "windowsVirtualKeyCode": .int(code), "nativeVirtualKeyCode": .int(code),
        ], session: session)
    }
  }
}
