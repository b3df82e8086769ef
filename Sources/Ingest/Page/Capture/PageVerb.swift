/// The verb that leads a task's title where its owner wants one, in the language of the page.
enum PageVerb {
  /// The title after the verb of its kind, such as `Read: A title`.
  static func leading(_ title: String, kind: PageKind, language: String?) -> String {
    let tag = String((language ?? "en").prefix { $0 != "-" && $0 != "_" }).lowercased()
    let words = verbs[tag] ?? english
    let index =
      switch kind {
      case .article, .paper, .generic, .repository: 0
      case .video: 1
      case .podcast: 2
      case .product: 3
      case .recipe: 4
      case .event: 5
      case .job: 6
      case .issue, .pullRequest: 7
      }
    return "\(words[index]): \(title)"
  }

  private static let english = [
    "Read", "Watch", "Listen", "Buy", "Cook", "Attend", "Apply", "Review",
  ]

  private static let verbs: [String: [String]] = [
    "de": [
      "Lesen", "Ansehen", "Anhören", "Kaufen", "Kochen", "Besuchen", "Bewerben", "Durchsehen",
    ],
    "fr": ["Lire", "Regarder", "Écouter", "Acheter", "Cuisiner", "Assister", "Postuler", "Relire"],
    "es": ["Leer", "Ver", "Escuchar", "Comprar", "Cocinar", "Asistir", "Solicitar", "Revisar"],
    "it": [
      "Leggere", "Guardare", "Ascoltare", "Comprare", "Cucinare", "Partecipare", "Candidarsi",
      "Rivedere",
    ],
    "pt": ["Ler", "Ver", "Ouvir", "Comprar", "Cozinhar", "Participar", "Candidatar-se", "Rever"],
    "nl": [
      "Lezen", "Bekijken", "Luisteren", "Kopen", "Koken", "Bezoeken", "Solliciteren", "Nakijken",
    ],
    "pl": [
      "Przeczytać", "Obejrzeć", "Posłuchać", "Kupić", "Ugotować", "Pójść", "Aplikować", "Przejrzeć",
    ],
  ]
}
