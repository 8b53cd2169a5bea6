import Core

extension Settings {
    /// What of these settings does not hold yet, because it is only read when the program starts: the names of the keys.
    ///
    /// - Parameter started: the settings the program was started with.
    func waits(since started: Settings) -> [String] {
        var keys: [String] = []
        for listener in listeners {
            let before = started.listeners.first { $0.name == listener.name }
            if before == nil { keys.append("listeners.\(listener.name)") }
            if let before, before.address != listener.address { keys.append("listeners.\(listener.name).address") }
        }
        for before in started.listeners where !listeners.contains(where: { $0.name == before.name }) {
            keys.append("listeners.\(before.name)")
        }
        if admin != started.admin { keys.append("admin.address") }
        if site?.address != started.site?.address { keys.append("public.address") }
        if documents.register != started.documents.register || hasRegister != started.hasRegister { keys.append("documents.register") }
        if documents.keepMonths != started.documents.keepMonths { keys.append("documents.keep_months") }
        if journal.folder != started.journal.folder { keys.append("journal.folder") }
        if networkLoops != started.networkLoops { keys.append("loops.network") }
        if databaseLoops != started.databaseLoops { keys.append("loops.database") }
        if reload.watch != started.reload.watch { keys.append("reload.watch") }
        // The deadline and the size of an answer are the pipeline's and hold at once; the rest is the gateway's.
        var gateway = limits
        gateway.deadline = started.limits.deadline
        gateway.answer = started.limits.answer
        if gateway != started.limits { keys.append("limits") }
        return keys
    }
}
