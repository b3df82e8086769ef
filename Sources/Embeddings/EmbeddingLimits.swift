/// Limits of the embedding module; reaching one gives a marked, partial result.
public enum EmbeddingLimits {
  /// Word pieces of one text that the model reads, special tokens included; the rest is cut.
  public static let tokensPerText = 256
  /// Share of unknown word pieces above which a text gets no vector.
  public static let unknownShare = 0.3
  /// Bytes of one text that are looked at; the rest is cut before it is read.
  public static let bytesPerText = 16_384
  /// Texts that are computed together.
  public static let textsPerPass = 32
  /// Word pieces that are computed together, unless one text has more.
  public static let tokensPerPass = 2_048
  /// Characters of a model's name.
  public static let modelNameCharacters = 100
  /// Different words of one text that are kept for the search by words; the rest is dropped.
  public static let termsPerText = 2_000
  /// Hits that one query may ask for; more are cut to this.
  public static let hitsPerQuery = 1_000
  /// Points that are written together.
  public static let pointsPerWrite = 500
  /// Points that are read together.
  public static let pointsPerRead = 2_000
  /// Characters of a description that words are taken from, and whose change counts.
  public static let descriptionCharacters = 50_000
  /// Characters of a description that the model reads behind the title.
  public static let embeddedDescriptionCharacters = 300
  /// Tasks whose points one job makes; more follow in the next.
  public static let tasksPerJob = 256
  /// Changes of a workspace after which it is tried again whether it fits into memory.
  public static let oversizedChanges: Int64 = 1_000
  /// How often changes of the app are looked for.
  public static let followInterval = Duration.seconds(2)
  /// How long an index elsewhere is left alone after it failed to answer.
  public static let indexRest = Duration.seconds(5)
  /// Texts that one call of an embedder gets; what was computed before a failure is kept.
  public static let textsPerCall = 64
  /// Seconds after which vectors that could not be made are tried again, where nobody says when.
  public static let vectorRetrySeconds = 60
  /// Days after which a text is tried again that a model refused.
  public static let refusedDays = 7
  /// People whose votes one step of the night learns from.
  public static let learnersAtOnce = 500
  /// Minutes after which the night's learning begins no further step.
  public static let learnMinutes = 90
  /// Tasks that one search gives at most.
  public static let neighbours = 100
  /// Tasks that a person must have made before anything is learned from them.
  public static let replayMinimum = 30
  /// Tasks that a person must have made before a guess is taken without asking.
  public static let actingHistory = 20
  /// How often a task votes whose field the person has corrected.
  public static let correctionVotes = 3
  /// Characters of a question to the search.
  public static let questionCharacters = 2_000
}
