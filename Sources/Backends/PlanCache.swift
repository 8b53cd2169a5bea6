import Core

/// What a driver made of each plan's request, found by the plan's name.
///
/// Asking by name and then comparing costs next to nothing: equal arrays that share their memory compare at once, while hashing the texts
/// of all statements would cost microseconds per inquiry. A request that differs (a reload) replaces the old one.
struct PlanCache<Compiled> {
    private var entries: [String: (request: SourceRequest, compiled: Compiled)] = [:]

    mutating func compiled(_ request: SourceRequest, _ compile: (SourceRequest) -> Compiled) -> Compiled {
        if let entry = entries[request.plan], entry.request == request { return entry.compiled }
        let compiled = compile(request)
        entries[request.plan] = (request, compiled)
        return compiled
    }

    /// A number over all that is held.
    func sum(of count: (Compiled) -> Int) -> Int { entries.values.reduce(0) { $0 + count($1.compiled) } }

    mutating func removeAll() { entries = [:] }
}
