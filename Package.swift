// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
/// The C interface below it.
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let argumentParser: Target.Dependency = .product(
    name: "ArgumentParser", package: "swift-argument-parser")
let configuration: Target.Dependency = .product(
    name: "Configuration", package: "swift-configuration")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let nio: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")

/// A module in `Sources/<name>`. Who may import whom is checked by `Tests/LayeringTests`.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// A program of about ten lines in `Sources/Programs/<program>`.
func program(_ name: String, folder: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies, path: "Sources/Programs/\(folder)",
        swiftSettings: strict)
}

/// The tests of one module, in `Tests/<module>Tests`.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
    name: "folio",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Folio", targets: ["Folio"]),
        .executable(name: "folio", targets: ["FolioMain"]),
        .executable(name: "folio-remote", targets: ["FolioRemoteMain"]),
        .executable(name: "folio-sandbox", targets: ["FolioSandboxMain"]),
    ],
    // The picture formats besides PNG: docs/decisions/0018-picture-formats-are-traits.md.
    traits: [
        .default(enabledTraits: ["JPEG", "WebP", "GIF"]),
        .trait(name: "JPEG", description: "Read JPEG files, write thumbnails as such."),
        .trait(name: "WebP", description: "Read WebP files."),
        .trait(name: "GIF", description: "Read GIF files."),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-configuration", exact: "1.4.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    ],
    targets: [
        // Layer 0: values, the schema's history, the query language, headers of C libraries.
        module("FolioModel"),
        .target(
            name: "FolioMigrations", path: "Migrations", exclude: ["README.md"],
            resources: [.embedInCode("SQL")], swiftSettings: strict),
        module("FolioQuery", ["FolioModel"]),
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(
            name: "CJPEG", pkgConfig: "libjpeg", providers: [.apt(["libjpeg62-turbo-dev"])]),
        .systemLibrary(
            name: "CWebP", pkgConfig: "libwebpdemux", providers: [.apt(["libwebp-dev"])]),
        .systemLibrary(name: "CGIF", providers: [.apt(["libgif-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CPixels"),

        // Layer 1
        module("FolioStore", ["FolioModel", "FolioMigrations", "FolioQuery", grdb, sqlite]),
        module("FolioHTTP", ["CCurl"]),
        module(
            "FolioImaging",
            [
                "CPixels", "CPNG", .target(name: "CJPEG", condition: .when(traits: ["JPEG"])),
                .target(name: "CWebP", condition: .when(traits: ["WebP"])),
                .target(name: "CGIF", condition: .when(traits: ["GIF"])),
            ]),
        module("FolioMetadata", ["CZlib"]),
        module("FolioCredits", ["FolioModel"]),

        // Layer 2
        module("FolioRemote", ["FolioModel", "FolioHTTP"]),
        module("FolioTerminal", ["FolioImaging"]),
        module(
            "FolioFiles",
            ["FolioModel", "FolioStore", "FolioImaging", "FolioMetadata", crypto]),

        // Layer 3
        module("FolioSync", ["FolioModel", "FolioStore", "FolioRemote", "FolioFiles"]),
        module("FolioGeneration", ["FolioModel", "FolioStore", "FolioRemote", "FolioFiles"]),
        module("Folio", ["FolioModel", "FolioStore", "FolioQuery", "FolioCredits"]),

        // Layers 4 and 5: the grammar with the local commands, then the online ones.
        module(
            "FolioCLI",
            [
                "FolioModel", "FolioStore", "FolioQuery", "FolioCredits", "FolioFiles",
                "FolioImaging", "FolioMetadata", "FolioTerminal", argumentParser, configuration,
            ]),
        module(
            "FolioOnline",
            [
                "FolioCLI", "FolioFiles", "FolioGeneration", "FolioHTTP", "FolioModel",
                "FolioRemote",
                "FolioStore", "FolioSync",
            ]),

        // Apart: a stand-in for the remote that shares no code with the client.
        module("FolioSandbox", [hummingbird, nio, logging, grdb, "CPNG"]),

        program("FolioMain", folder: "folio", ["FolioCLI"]),
        program("FolioRemoteMain", folder: "folio-remote", ["FolioOnline"]),
        program("FolioSandboxMain", folder: "folio-sandbox", ["FolioSandbox"]),
        program("FolioExample", folder: "folio-example", ["Folio"]),

        // What `make bench` measures inside one process, and the same work by the C interface.
        .target(
            name: "CFloor", path: "Benchmarks/CFloor",
            linkerSettings: [.linkedLibrary("sqlite3"), .linkedLibrary("png")]),
        .executableTarget(
            name: "FolioBench",
            dependencies: ["FolioModel", "FolioQuery", "FolioStore", "FolioImaging", "CFloor"],
            path: "Benchmarks/InProcess", swiftSettings: strict),

        .target(
            name: "FolioTestSupport", dependencies: ["FolioModel", "FolioRemote"],
            path: "Tests/FolioTestSupport", swiftSettings: strict),
        .target(
            name: "FolioSimulator",
            dependencies: [
                "FolioModel", "FolioStore", "FolioRemote", "FolioFiles", "FolioSync",
                "FolioGeneration", "FolioTestSupport", grdb,
            ],
            path: "Tests/FolioSimulator", swiftSettings: strict),
        tests("SimulatorTests", ["FolioSimulator", "FolioTestSupport"]),
        tests(
            "FolioRemoteTests",
            ["FolioModel", "FolioHTTP", "FolioRemote", "FolioSandbox", "FolioTestSupport"]),
        tests("LayeringTests", []),
        tests("FolioCreditsTests", ["FolioModel", "FolioCredits", "FolioTestSupport"]),
        tests(
            "FolioCLITests",
            [
                "FolioModel", "FolioStore", "FolioCredits", "FolioFiles", "FolioImaging",
                "FolioCLI", "FolioTestSupport",
            ]),
        tests("EndToEndTests", ["FolioModel", "FolioStore", "FolioTestSupport"]),
        tests(
            "FolioFilesTests",
            [
                "FolioModel", "FolioStore", "FolioQuery", "FolioFiles", "FolioImaging",
                "FolioMetadata",
                "FolioTestSupport", crypto,
                grdb,
            ]),
        tests(
            "FolioGenerationTests",
            [
                "FolioModel", "FolioStore", "FolioRemote", "FolioFiles", "FolioImaging",
                "FolioGeneration", "FolioTestSupport", grdb,
            ]),
        tests("FolioModelTests", ["FolioModel", "FolioTestSupport"]),
        tests("FolioQueryTests", ["FolioModel", "FolioQuery", "FolioTestSupport"]),
        // A disk that fails, below SQLite and the file calls of the process that runs the tests.
        .target(
            name: "CFaultVFS", path: "Tests/CFaultVFS",
            linkerSettings: [.linkedLibrary("sqlite3")]),
        tests(
            "FolioCrashTests",
            [
                "FolioModel", "FolioStore", "FolioRemote", "FolioFiles", "FolioImaging",
                "FolioSync", "FolioGeneration", "FolioTestSupport", "CFaultVFS", crypto, grdb,
            ]),
        .target(
            name: "FolioPictureFixtures", dependencies: ["FolioMetadata"],
            path: "Tests/FolioPictureFixtures", swiftSettings: strict),
        // What `make fuzz` feeds: readers and decoders of what comes from outside.
        .target(
            name: "FuzzTargets",
            dependencies: [
                "FolioImaging", "FolioMetadata", "FolioTerminal", "FolioPictureFixtures",
            ], path: "Tests/FuzzTargets", swiftSettings: strict),
        .executableTarget(
            name: "FolioFuzz", dependencies: ["FuzzTargets"], path: "Tests/FuzzProgram",
            swiftSettings: strict),
        tests("FuzzTests", ["FuzzTargets", "FolioTestSupport"]),
        tests("FolioImagingTests", ["FolioImaging", "FolioPictureFixtures"]),
        tests("FolioMetadataTests", ["FolioMetadata", "FolioPictureFixtures", "FolioTestSupport"]),
        tests("FolioTerminalTests", ["FolioImaging", "FolioTerminal"]),
        tests("FolioHTTPTests", ["FolioHTTP", "FolioTestSupport"]),
        tests("FolioSandboxTests", ["FolioSandbox"]),
        .testTarget(
            name: "FolioStoreTests",
            dependencies: [
                "FolioModel", "FolioMigrations", "FolioQuery", "FolioStore", "FolioCredits",
                "FolioTestSupport", grdb,
            ],
            exclude: ["Fixtures"],
            swiftSettings: strict),
        tests(
            "ProofTests",
            [
                "FolioModel", "FolioQuery", "FolioStore", "FolioHTTP", "FolioRemote", "FolioFiles",
                "FolioGeneration", "FolioSync", "FolioSandbox", "FolioTestSupport",
                "FolioSimulator",
            ]),
        tests(
            "FolioSyncTests",
            [
                "FolioModel", "FolioStore", "FolioRemote", "FolioSync", "FolioSandbox", "FolioHTTP",
                "FolioTestSupport",
            ]),
    ],
    swiftLanguageModes: [.v6]
)
