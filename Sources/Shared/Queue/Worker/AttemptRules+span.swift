extension AttemptRules {
  /// The step that an attempt was in its trace: child of whoever enqueued the job.
  ///
  /// Attribute names are those of OpenTelemetry's messaging conventions where there is one.
  static func span(
    of job: ClaimedJob, in context: JobContext, end: AttemptEnd, seconds: Double
  ) -> Span {
    Span(
      "job \(job.kind)", .consumer, context: context.trace,
      parentSpanID: job.trace.flatMap { TraceContext(traceparent: $0) }?.spanID, seconds: seconds,
      attributes: [
        "messaging.system": .string("fractal"),
        "messaging.destination.name": .string(job.queue),
        "messaging.message.id": .string(job.id.description),
        "fractal.job.attempt": .int(Int64(job.attempt)),
        "fractal.job.outcome": .string(WorkerMetrics.name(of: end)),
      ], failure: end.failure?.code)
  }
}
