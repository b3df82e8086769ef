/// Writes metrics in Prometheus's text exposition format 0.0.4.
struct ExpositionWriter {
  /// What has been written so far.
  private(set) var text = ""

  /// Writes a counter with all its label sets.
  mutating func write(_ family: MetricFamily<Counter>) {
    head(family)
    for (labels, counter) in family.snapshot {
      line(family.name, family.labelNames, labels, String(counter.value))
    }
  }

  /// Writes a gauge with all its label sets.
  mutating func write(_ family: MetricFamily<Gauge>) {
    head(family)
    for (labels, gauge) in family.snapshot {
      line(family.name, family.labelNames, labels, Self.number(gauge.value))
    }
  }

  /// Writes a histogram with all its label sets: summed buckets, sum and count.
  mutating func write(_ family: MetricFamily<Histogram>) {
    head(family)
    for (labels, histogram) in family.snapshot {
      let snapshot = histogram.snapshot
      let names = family.labelNames + ["le"]
      var total: UInt64 = 0
      for (index, count) in snapshot.bucketCounts.enumerated() {
        total += count
        let bound = index < histogram.bounds.count ? Self.number(histogram.bounds[index]) : "+Inf"
        line(family.name + "_bucket", names, labels + [bound], String(total))
      }
      line(family.name + "_sum", family.labelNames, labels, Self.number(snapshot.sum))
      line(family.name + "_count", family.labelNames, labels, String(total))
    }
  }

  private mutating func head<Instrument>(_ family: MetricFamily<Instrument>) {
    text += "# HELP \(family.name) \(Self.escaped(family.help, quotes: false))\n"
    text += "# TYPE \(family.name) \(family.kind.rawValue)\n"
  }

  private mutating func line(
    _ name: String, _ labelNames: [String], _ labels: [String], _ value: String
  ) {
    text += name
    if !labelNames.isEmpty {
      let pairs = zip(labelNames, labels).map { "\($0)=\"\(Self.escaped($1, quotes: true))\"" }
      text += "{" + pairs.joined(separator: ",") + "}"
    }
    text += " \(value)\n"
  }

  private static func number(_ value: Double) -> String {
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    if value.isNaN { return "NaN" }
    return value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
  }

  private static func escaped(_ text: String, quotes: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\"" where quotes: result += "\\\""
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
