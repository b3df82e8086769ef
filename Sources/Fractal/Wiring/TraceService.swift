import Shared

/// Sends the spans of this process to the collector of the settings while the program runs.
struct TraceService: Service {
  /// What the log calls it.
  let name = "traces"
  /// Where spans wait.
  let exporter: OTLPExporter

  /// The service of those settings; nil where no collector is named.
  init?(settings: Settings, metrics: Metrics, logger: Logger) {
    guard let endpoint = settings[Settings.traceEndpoint] else { return nil }
    exporter = OTLPExporter(
      endpoint: endpoint, headers: settings.traceHeaderFields,
      service: settings[Settings.serviceName], instance: WorkerWiring.processName,
      metrics: metrics, logger: logger)
  }

  /// Sends until the task is cancelled, then what is left.
  func run() async { await exporter.run() }
}
