import FoundationEssentials

/// Where looks at the whole queue begin while there are more lanes than one look takes.
///
/// A look gives every queue and kind the same number of lanes. One that was cut off begins a tour:
/// each further look of it goes on, for every queue and kind, where the last one of the tour ended,
/// so that no lane waits for more than a tour. Every second look begins at the head all the same,
/// since urgent jobs stand there.
struct LookPlaces {
  private struct Pair: Hashable {
    let queue: String
    let kind: String
  }

  /// The last lane that the tour found, by queue and kind; empty while there is no tour.
  private var places: [Pair: (priority: Int16, workspace: UUID)] = [:]
  private var startsAtHead = true

  /// From which lane on the next look takes the lanes of the queue and kind.
  func start(queue: String, kind: String) -> (priority: Int16, workspace: UUID) {
    let head = (priority: Int16.min, workspace: ClaimedJob.noWorkspace)
    return startsAtHead ? head : places[Pair(queue: queue, kind: kind)] ?? head
  }

  /// Notes what a look found, in the order in which it did, where it takes at most `most` lanes.
  /// Returns whether it saw every lane there is.
  mutating func didLook(_ found: [JobLane.Key], most: Int) -> Bool {
    let isCutOff = found.count >= most
    let began = startsAtHead
    // A look at the head during a tour is no part of it.
    if isCutOff, !began || places.isEmpty {
      for lane in found {
        places[Pair(queue: lane.queue, kind: lane.kind)] = (lane.priority, lane.workspace)
      }
    } else if !isCutOff {
      places = [:]
    }
    startsAtHead = places.isEmpty || !began
    return began && !isCutOff
  }
}
