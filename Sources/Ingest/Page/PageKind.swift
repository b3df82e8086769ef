/// What a page is, and so what its task is made of.
public enum PageKind: String, Sendable, CaseIterable {
  case article, video, product, repository, issue, pullRequest, recipe, paper, event, job, podcast
  case generic
}
