// swift-tools-version:6.2
import PackageDescription

// The walls of the house: a target may import what its `dependencies` name and nothing else.
// Always build with `--explicit-target-dependency-import-check error`; without it a neighbour's import compiles silently.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "blauwbrug",
    products: [
        .executable(name: "blauwbrug", targets: ["Adapter"]),
        .executable(name: "blauwbrug-bench", targets: ["Micro"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    ],
    targets: [
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CLinux"),

        .target(name: "Core", dependencies: ["COpenSSL"], swiftSettings: settings),
        .target(name: "Syntax", dependencies: ["Core", "CLibXML2", "CLibYAML"], swiftSettings: settings),
        .target(name: "Standard", dependencies: ["Core", "Syntax"], swiftSettings: settings),
        .target(name: "Trust", dependencies: ["Core", "Syntax", "COpenSSL"], swiftSettings: settings),
        .target(name: "Mappings", dependencies: ["Core", "Syntax", "Standard"], swiftSettings: settings),
        .target(name: "Connectors", dependencies: ["Core", "Syntax", "Standard"], swiftSettings: settings),
        .target(
            name: "Sealing", dependencies: ["Core", "Syntax", "Standard", "COpenSSL", "CZlib", "CQREncode"], swiftSettings: settings),
        .target(
            name: "Backends",
            dependencies: ["Core", "Syntax", "Trust", "CLibPQ", "CSQLite", "CLinux"],
            swiftSettings: settings),
        .executableTarget(
            name: "Adapter",
            dependencies: [
                "Core", "Syntax", "Standard", "Trust", "Mappings", "Connectors", "Sealing", "Backends", "CLinux", "COpenSSL",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: settings),

        .executableTarget(
            name: "Micro", dependencies: ["Core", "Syntax", "Standard", "Mappings", "Sealing"], path: "Benchmarks/Micro",
            swiftSettings: settings),

        .testTarget(name: "CoreTests", dependencies: ["Core"], swiftSettings: settings),
        .testTarget(name: "SyntaxTests", dependencies: ["Core", "Syntax"], swiftSettings: settings),
        .testTarget(
            name: "StandardTests", dependencies: ["Core", "Syntax", "Standard"], exclude: ["golden", "reference", "small"],
            swiftSettings: settings),
        .testTarget(
            name: "TrustTests", dependencies: ["Core", "Syntax", "Trust"], exclude: ["callers", "certificates", "journal"],
            swiftSettings: settings),
        .testTarget(
            name: "MappingsTests", dependencies: ["Core", "Syntax", "Standard", "Mappings"], exclude: ["Diagnostics", "Standard"],
            swiftSettings: settings),
        .testTarget(
            name: "ConnectorsTests", dependencies: ["Core", "Syntax", "Standard", "Connectors"], exclude: ["Diagnostics", "Faults"],
            swiftSettings: settings),
        .testTarget(
            name: "SealingTests", dependencies: ["Core", "Syntax", "Standard", "Sealing"],
            exclude: ["Composition/golden", "House/Diagnostics", "Verifying/fixtures"], swiftSettings: settings),
        .testTarget(
            name: "BackendsTests", dependencies: ["Core", "Syntax", "Trust", "Backends"], swiftSettings: settings),
        .testTarget(
            name: "AdapterTests",
            dependencies: ["Core", "Syntax", "Standard", "Trust", "Mappings", "Connectors", "Sealing", "Backends", "Adapter"],
            exclude: ["Explaining", "PublicPages", "Settings", "Verdicts"], swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
