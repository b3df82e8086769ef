// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// Settings that every target of ours is built with: the strictest the toolchain offers.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

/// A C library from a Debian package, imported through its shim header.
func cLibrary(_ name: String, pkgConfig: String?, apt: String) -> Target {
  .systemLibrary(
    name: name, path: "Sources/CLibraries/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// The fuzz targets: every folder of Tests/Fuzz, declared only where FRACTAL_FUZZ=1, since they link
/// only under `swift build --sanitize=fuzzer` (see scripts/check).
func fuzzTargets() -> [Target] {
  guard Context.environment["FRACTAL_FUZZ"] == "1" else { return [] }
  let folder = Context.packageDirectory + "/Tests/Fuzz"
  let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  return names.filter { $0.hasPrefix("fuzz-") }.sorted().map { name in
    .executableTarget(
      name: name, dependencies: ["Shared", "Ingest", "Embeddings", "NLParse", "Scheduler"],
      path: "Tests/Fuzz/\(name)", exclude: excludedCorpus(of: name), swiftSettings: settings)
  }
}

/// The list of a fuzz target's first inputs is no source.
func excludedCorpus(of name: String) -> [String] {
  let path = Context.packageDirectory + "/Tests/Fuzz/\(name)/corpus"
  return FileManager.default.fileExists(atPath: path) ? ["corpus"] : []
}

let package = Package(
  name: "fractal",
  products: [
    .executable(name: "fractal", targets: ["Fractal"])
  ],
  targets: [
    cLibrary("CPostgres", pkgConfig: "libpq", apt: "libpq-dev"),
    cLibrary("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
    cLibrary("CXML", pkgConfig: "libxml-2.0", apt: "libxml2-dev"),
    cLibrary("CSandbox", pkgConfig: nil, apt: "linux-libc-dev"),
    cLibrary("CMagic", pkgConfig: nil, apt: "libmagic-dev"),
    cLibrary("CMicroHTTPD", pkgConfig: "libmicrohttpd", apt: "libmicrohttpd-dev"),
    cLibrary("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),
    cLibrary("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
    cLibrary("CIconv", pkgConfig: nil, apt: "libc6-dev"),
    cLibrary("CLinux", pkgConfig: nil, apt: "libc6-dev"),
    cLibrary("CKernels", pkgConfig: nil, apt: "libc6-dev"),
    cLibrary("CMarkdown", pkgConfig: nil, apt: "libcmark-gfm-extensions-dev"),

    .target(
      name: "Shared",
      dependencies: ["CPostgres", "CLinux", "CCurl", "CCrypto", "CZlib"],
      resources: [.embedInCode("Migrations/SQL"), .embedInCode("Migrations/Standalone")],
      swiftSettings: settings),
    .target(
      name: "Ingest",
      dependencies: ["Shared", "CXML", "CMagic", "CIconv", "CMarkdown", "CLinux", "CSandbox"],
      swiftSettings: settings),
    .target(name: "Embeddings", dependencies: ["Shared", "CKernels"], swiftSettings: settings),
    .target(
      name: "Prompts", path: "prompts",
      resources: [
        .embedInCode("quick-add.md"), .embedInCode("breakdown.md"), .embedInCode("patterns"),
      ], swiftSettings: settings),
    .target(
      name: "NLParse", dependencies: ["Shared", "Embeddings", "Prompts"], swiftSettings: settings),
    .target(name: "Scheduler", dependencies: ["Shared"], swiftSettings: settings),
    .executableTarget(
      name: "Fractal",
      dependencies: [
        "Shared", "Ingest", "Embeddings", "NLParse", "Scheduler", "Prompts", "CMicroHTTPD",
      ],
      swiftSettings: settings),

    .target(
      name: "Support", dependencies: ["Shared", "Embeddings", "CCrypto", "CLinux"],
      path: "Tests/Support",
      swiftSettings: settings),
    .testTarget(name: "SharedTests", dependencies: ["Shared", "Support"], swiftSettings: settings),
    .testTarget(
      name: "IngestTests", dependencies: ["Ingest", "Shared", "Support"], swiftSettings: settings),
    .testTarget(
      name: "EmbeddingsTests", dependencies: ["Embeddings", "Shared", "Support"],
      swiftSettings: settings),
    .testTarget(
      name: "NLParseTests",
      dependencies: ["NLParse", "Prompts", "Embeddings", "Shared", "Support"],
      swiftSettings: settings),
    .testTarget(
      name: "SchedulerTests", dependencies: ["Scheduler", "Shared", "Support"],
      swiftSettings: settings),
    .testTarget(
      name: "FractalTests",
      dependencies: [
        "Fractal", "Shared", "Ingest", "NLParse", "Embeddings", "Scheduler", "Support",
      ], swiftSettings: settings),
    .testTarget(
      name: "EndToEndTests", dependencies: ["Fractal", "Shared", "Support"], swiftSettings: settings
    ),
    .testTarget(name: "TidyTests", dependencies: ["Shared", "Support"], swiftSettings: settings),
  ] + fuzzTargets(),
  swiftLanguageModes: [.v6]
)

// Benchmarks are built only when they are to run.
if Context.environment["FRACTAL_BENCH"] == "1" {
  package.products.append(.executable(name: "bench-postgres", targets: ["bench-postgres"]))
  package.targets.append(
    .executableTarget(
      name: "bench-postgres", dependencies: ["Shared"], path: "Benchmarks/postgres",
      exclude: ["run"], swiftSettings: settings))
  package.products.append(.executable(name: "bench-search", targets: ["bench-search"]))
  package.targets.append(
    .executableTarget(
      name: "bench-search", dependencies: ["Shared", "Embeddings"], path: "Benchmarks/search",
      exclude: ["run"], swiftSettings: settings))
}
