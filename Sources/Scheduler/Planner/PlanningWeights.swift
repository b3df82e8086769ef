/// What each kind of fault in a plan costs; whole numbers, so that equal plans cost equally much.
public struct PlanningWeights: Hashable, Sendable {
  /// For each slot that a task ends after its soft deadline, times the task's weight.
  public var tardiness: Int
  /// For each slot from a task's release to its end, times the task's weight.
  public var flow: Int
  /// For each slot's energy penalty, times the depth of the task's work.
  public var energy: Int
  /// For each block of a task beyond its first.
  public var fragmentation: Int
  /// For each slot of a planned task that lies outside its former place.
  public var move: Int
  /// For each planned task that stands elsewhere than before, whatever the distance: what a move has
  /// to gain at the least.
  public var disturbance: Int
  /// For a task left out, times its weight and the slots of the horizon.
  public var unplanned: Int
  /// The same for a task with a hard deadline.
  public var unplannedHard: Int

  /// Weights of those sizes.
  public init(
    tardiness: Int, flow: Int, energy: Int, fragmentation: Int, move: Int, unplanned: Int,
    unplannedHard: Int, disturbance: Int = 0
  ) {
    self.tardiness = tardiness
    self.flow = flow
    self.energy = energy
    self.fragmentation = fragmentation
    self.move = move
    self.disturbance = disturbance
    self.unplanned = unplanned
    self.unplannedHard = unplannedHard
  }
}
