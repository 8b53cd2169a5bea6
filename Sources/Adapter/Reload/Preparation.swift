import Backends
import Core
import Logging
import Mappings
import Syntax
import Trust

/// A compiled set with everything it needs from its surroundings: keys, passwords, certificates. What has one can serve; making one changes
/// nothing that serves already.
struct Preparation: Sendable {
    let catalogue: Catalogue
    let settings: Settings
    let listeners: [Listener]
    private let policy: Policy
    private let pseudonyms: PseudonymKey
    private let served: [String: Pipeline.Served]
    private let publication: Publication
    private let connections: [String: [(SourceFile, SourceConnection)]]

    /// Reads secrets and certificates.
    ///
    /// - Throws: what is missing or wrong, for the operator.
    init(_ catalogue: Catalogue, root: Root) throws(StartFailure) {
        guard let settings = catalogue.settings, let policy = catalogue.policy else {
            throw StartFailure(environment: "There is no deploy/blauwbrug.yaml under \(root.folder).")
        }
        let secrets = Secrets(folder: settings.secrets.map { root.path($0) })
        try Server.checkPrivacy(settings, root: root)
        pseudonyms = try Server.pseudonymKey(settings, secrets)
        served = try Server.served(catalogue, settings, secrets, sealingIn: root)
        connections = try Server.connections(catalogue, settings, root: root)
        let isPlain = catalogue.sandbox?.terms.isPlain ?? false
        listeners = try Server.listeners(settings, root: root, isPlain: isPlain)
        publication = Publication(catalogue.connectors, scheme: isPlain ? "http" : "https")
        self.catalogue = catalogue
        self.settings = settings
        self.policy = policy
    }

    /// Makes the generation: pools that are not connected yet, and those of an earlier one whose source is the same.
    ///
    /// - Parameter register: where documents are registered; nil takes that of the earlier one.
    func generation(
        after earlier: Generation?, journal: JournalFile, register: (any DocumentRegister)? = nil, logger: Logger
    ) -> Generation {
        let backends = Backends(
            tenants: connections, loops: settings.databaseLoops ?? 1, keeping: earlier?.pipeline.backends)
        // A mapping that asks the same as before is no more in service than before, until it is examined.
        let absences = earlier?.pipeline.service.all.filter { absence in
            guard let request = request(absence) else { return false }
            return request == earlier?.request(absence)
        }
        let served = served.mapValues { served in
            var served = served
            if let certifier = served.certifier as? Certifier { served.certifier = certifier.telling(logger) }
            return served
        }
        var delivery = Delivery(settings, after: earlier?.pipeline.delivery)
        if let register { delivery.register = register }
        let pipeline = Pipeline(
            catalogue: catalogue, policy: policy, served: served, backends: backends, journal: journal, pseudonyms: pseudonyms,
            limits: settings.limits, logger: logger, service: PlanService(absences ?? []),
            repeats: earlier?.pipeline.repeats ?? Repeats(), publication: publication,
            delivery: delivery)
        return Generation(pipeline, settings: settings, loaded: Clock.milliseconds)
    }

    private func request(_ absence: PlanService.Absence) -> SourceRequest? {
        served[absence.tenant]?.tenant.requests.first { $0.plan == absence.plan }
    }
}

extension Generation {
    /// What a mapping that is out of service asks.
    fileprivate func request(_ absence: PlanService.Absence) -> SourceRequest? {
        pipeline.served[absence.tenant]?.tenant.requests.first { $0.plan == absence.plan }
    }
}
