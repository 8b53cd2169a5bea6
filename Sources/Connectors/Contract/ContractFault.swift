import Core

/// A fault that an answer can be, as a client reads it.
package struct ContractFault: Sendable, Equatable {
    /// StUF's code.
    package let code: String
    package let plek: String
    /// StUF's own words.
    package let omschrijving: String
    /// When it comes, in Dutch; empty where StUF's words say it all.
    package let means: String
}

extension Contract {
    /// The faults of StUF that an answer can be, in the standard's order; none where faults are SOAP's or HTTP's own.
    package var faults: [ContractFault] {
        guard hasFo02 else { return [] }
        return StUFFault.allCases.map { fault in
            let situations = Fault.Situation.allCases.filter { StUF.fault(for: Fault($0)) == fault }
            return ContractFault(
                code: fault.code, plek: fault.plek.rawValue, omschrijving: fault.omschrijving,
                means: situations.map(FaultWords.title).joined(separator: " "))
        }
    }
}
