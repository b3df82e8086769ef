import Shared
import Testing

@Suite struct MetricsTests {
  @Test("the exposition is Prometheus text with escaped labels and summed buckets")
  func exposition() async {
    let metrics = Metrics()
    metrics.counter("fractal_b_total", help: "Bs.", labels: ["kind"]).labeled("a\"\\\n")
      .increment(by: 2)
    metrics.gauge("fractal_a", help: "As,\nin lines.").labeled().set(1.5)
    let histogram = metrics.histogram("fractal_c_seconds", help: "Cs.", bounds: [0.1, 1])
    for value in [0.1, 0.5, 7, .nan] { histogram.labeled().observe(value) }
    #expect(
      await metrics.exposition() == """
        # HELP fractal_a As,\\nin lines.
        # TYPE fractal_a gauge
        fractal_a 1.5
        # HELP fractal_b_total Bs.
        # TYPE fractal_b_total counter
        fractal_b_total{kind="a\\"\\\\\\n"} 2
        # HELP fractal_c_seconds Cs.
        # TYPE fractal_c_seconds histogram
        fractal_c_seconds_bucket{le="0.1"} 1
        fractal_c_seconds_bucket{le="1"} 2
        fractal_c_seconds_bucket{le="+Inf"} 3
        fractal_c_seconds_sum 7.6
        fractal_c_seconds_count 3

        """)
  }

  @Test("label sets beyond the limit share one series")
  func labelSetsAreBounded() async {
    let family = Metrics().counter("fractal_x_total", help: "Xs.", labels: ["who"])
    for index in 0..<(MetricsLimits.seriesPerMetric + 50) {
      family.labeled("\(index)").increment()
    }
    #expect(family.labeled("other").value == 50)
    #expect(family.labeled("0").value == 1)
  }

  @Test("collectors run before each exposition")
  func collectors() async {
    let metrics = Metrics()
    let gauge = metrics.gauge("fractal_depth", help: "Depth.").labeled()
    metrics.addCollector { gauge.add(1) }
    _ = await metrics.exposition()
    #expect(await metrics.exposition().contains("fractal_depth 2\n"))
  }

  @Test("counts from many tasks add up")
  func concurrentCounting() async {
    let metrics = Metrics()
    let counter = metrics.counter("fractal_n_total", help: "Ns.").labeled()
    let gauge = metrics.gauge("fractal_g", help: "G.").labeled()
    let histogram = metrics.histogram("fractal_h", help: "H.").labeled()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<1000 {
            counter.increment()
            gauge.add(1)
            histogram.observe(.milliseconds(2))
          }
        }
      }
    }
    #expect(counter.value == 8000)
    #expect(gauge.value == 8000)
    #expect(histogram.snapshot.count == 8000)
  }
}
