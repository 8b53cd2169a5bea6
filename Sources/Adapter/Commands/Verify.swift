import ArgumentParser
import Core
import Sealing

/// `blauwbrug verify`: whether a certified document is genuine, in words.
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell whether a certified document is genuine: unchanged, sealed by whom, when, by which mapping, complete or not.",
        discussion: """
            Reads a certified PDF, a signature with its data inside (.jws), or data (.json) with their signature. Shows nothing of what the document \
            says about a citizen. Asks nobody: revocation is known only from lists inside the file.
            Whom to trust stands in the settings (seal: roots, time_stamp: roots, of every tenant), or in --trust.
            Exit codes: 0 it holds (genuine, perhaps incomplete), 1 it does not, 2 wrong usage, 3 a file cannot be read.

            Examples:
              blauwbrug verify schuldenoverzicht.pdf
              blauwbrug verify schuldenoverzicht.json --signature schuldenoverzicht.jws
              blauwbrug verify schuldenoverzicht.pdf --trust roots.pem --language nl
              blauwbrug verify schuldenoverzicht.pdf --json          the same for a program
            """)

    @OptionGroup var root: RootOption

    @Argument(help: "The document: a PDF, a JWS, or the JSON of --signature.")
    var file: String

    @Option(name: .long, help: "The JWS of a JSON that stands apart.")
    var signature: String?

    @Option(name: .long, help: "Root certificates (PEM) of who may seal and who may say when, instead of those of the settings.")
    var trust: String?

    @Flag(name: .long, help: "Write JSON, for a program.")
    var json = false

    @Option(name: .long, help: "nl or en.")
    var language: Language = .english

    func run() throws {
        let bytes = try contents(file)
        let signature = try signature.map { try contents($0) }
        let trust = try anchors()
        let found = Verification(of: bytes, signature: signature, trust: trust, at: Clock.now)
        if json {
            Words.say(VerificationJSON.text(found))
        } else {
            Words.say(VerificationText(found, in: language).lines.joined(separator: "\n"))
        }
        if !found.verdict.holds { throw ExitCode.wrongFiles }
    }

    private func contents(_ path: String) throws -> [UInt8] {
        guard let bytes = File.read(path) else {
            Words.complain("\(path.hidingLongNumbers) cannot be read.")
            throw ExitCode.environment
        }
        return bytes
    }

    private func anchors() throws -> TrustAnchors {
        guard let trust else { return try settled() }
        guard let roots = CertificateRoots(pem: try contents(trust)) else {
            Words.complain("\(trust.hidingLongNumbers) holds no certificates that can be read (PEM).")
            throw ExitCode.wrongUsage
        }
        return TrustAnchors(roots)
    }

    /// What every tenant of the settings believes; nobody when there are no settings, which is said.
    private func settled() throws -> TrustAnchors {
        let name = "deploy/blauwbrug.yaml"
        var mistakes = Diagnostics()
        guard let file = root.folder.file(name), let settings = SettingsFile.compile(file, into: &mistakes) else {
            Words.complain("\(root.folder.path(name).hidingLongNumbers) cannot be read, so nobody is trusted. Give roots with --trust.")
            return .none
        }
        var anchors = TrustAnchors.none
        for seal in settings.tenants.compactMap(\.seal) {
            let seals = try roots(seal.roots.path)
            let timeStamps = try seal.timeStamp.map { try roots($0.roots.path) } ?? CertificateRoots([])
            anchors = anchors.joined(with: TrustAnchors(seals: seals, timeStamps: timeStamps))
        }
        if anchors.seals.certificates.isEmpty {
            Words.complain("No tenant of \(name) has a seal, so nobody is trusted. Give roots with --trust.")
        }
        return anchors
    }

    private func roots(_ path: String) throws -> CertificateRoots {
        guard let bytes = File.read(root.folder.path(path)), let found = CertificateRoots(pem: bytes) else {
            Words.complain("\(path) of the settings cannot be read; `blauwbrug check` tells more.")
            throw ExitCode.environment
        }
        return found
    }
}

extension Language: ExpressibleByArgument {}
