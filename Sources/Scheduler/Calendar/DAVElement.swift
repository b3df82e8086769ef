/// An element of an XML answer: its name with its namespace, its text, its children.
struct DAVElement: Sendable {
  /// `namespace local`, such as `DAV: href`.
  var name: String
  /// The text directly inside, entities resolved.
  var text = ""
  /// The elements inside.
  var children: [DAVElement] = []

  /// The first child of that name.
  func child(_ name: String) -> DAVElement? { children.first { $0.name == name } }

  /// All children of that name.
  func children(_ name: String) -> [DAVElement] { children.filter { $0.name == name } }

  /// The element below, step by step.
  func path(_ names: String...) -> DAVElement? {
    var element: DAVElement? = self
    for name in names { element = element?.child(name) }
    return element
  }
}
