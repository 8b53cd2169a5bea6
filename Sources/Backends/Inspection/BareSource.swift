package import Core

extension SourceFile {
    /// A source that has no file yet, for a first look at it.
    package static func bare(_ name: String, kind: String, secret: String?) -> SourceFile {
        SourceFile(name: name, kind: kind, limits: SourceLimits(), secret: secret)
    }

    /// The same source with the patience of somebody at a terminal.
    package var patient: SourceFile {
        var limits = limits
        limits.connect = max(limits.connect, 5)
        limits.total = max(limits.total, 20)
        limits.pool = 1
        return SourceFile(name: name, kind: kind, limits: limits, secret: secret)
    }

    /// The kind whose connection settings these can be; nil when they are of none.
    package static func kind(of settings: Node) -> String? {
        Drivers.all.first { driver in
            var diagnostics = Diagnostics()
            return driver.read(settings, at: Place(root: "", password: nil), &diagnostics) != nil && !diagnostics.hasErrors
        }?.kind
    }
}
