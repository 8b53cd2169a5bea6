import Backends
import Core
import Logging
import Sealing

extension Server {
    /// The register of issued documents; nil when the settings ask for none.
    ///
    /// - Throws: when it cannot be written: then no document may leave, so there is no point in starting.
    static func openRegister(_ settings: Settings, root: Root) throws(StartFailure) -> IssuedRegister? {
        guard settings.hasRegister else { return nil }
        let path = root.path(settings.documents.register)
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex { File.makeFolder(String(path[..<slash]), mode: 0o750) }
        do throws(RegisterFailure) {
            return try IssuedRegister(path, keepMonths: settings.documents.keepMonths)
        } catch {
            throw StartFailure(environment: "Cannot open the register of issued documents \(path): \(error).")
        }
    }

    /// What the public listener serves.
    static func openDoor(_ register: IssuedRegister, _ serving: Serving, _ logger: Logger) -> OpenDoor {
        let usual = RateLimit.Rates(perNetwork: 20, all: 600)
        let site = PublicSite(
            register: register,
            trust: {
                serving.now.pipeline.served.values.compactMap { $0.certifier?.trust }.reduce(.none) { $0.joined(with: $1) }
            },
            rates: { serving.now.settings.site.map { RateLimit.Rates(perNetwork: $0.checks, all: $0.allChecks) } ?? usual },
            downloads: Downloads(
                fetch: { token, peer in
                    let generation = serving.now
                    defer { withExtendedLifetime(generation) {} }
                    return await generation.pipeline.fetch(token: token, from: peer)
                }, finish: { serving.now.pipeline.finish(token: $0, isComplete: $1) }),
            note: { Event.site($0).log(to: logger) })
        // Eight of the largest files at a time.
        let uploads = OpenDoor.Uploads(
            path: PublicSite.checkPath, most: PublicSite.mostUpload, room: Room(bytes: 8 * PublicSite.mostUpload))
        return OpenDoor(
            uploads: uploads, handle: { await site.reply(to: $0, from: $1) }, refuse: { site.reply(to: $0, of: $1, from: $2) })
    }
}
