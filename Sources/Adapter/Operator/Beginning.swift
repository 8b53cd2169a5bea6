import ArgumentParser
import Core
import Mappings

extension Catalogue {
    /// Everything compiled, or an exit code after telling what is wrong.
    static func ready(_ root: Root) throws -> Catalogue {
        var diagnostics = Diagnostics()
        if let catalogue = compile(root, into: &diagnostics) { return catalogue }
        Words.complain(DiagnosticPrinter.text(diagnostics))
        throw ExitCode.wrongFiles
    }

    /// An exit code after telling that there is no such mapping, and which there are.
    func noMapping(_ name: String) -> ExitCode {
        let known = tenants.values.flatMap { tenant in tenant.plans.map { "\(tenant.name)/\($0.name)" } }.sorted()
        Words.complain("There is no mapping '\(name.hidingLongNumbers)'. There is: \(known.joined(separator: ", ")).")
        return .wrongUsage
    }
}

extension Desk {
    /// A desk, or an exit code after telling why there is none.
    static func ready(_ catalogue: Catalogue, root: Root, command: String) throws -> Desk {
        do throws(StartFailure) { return try open(catalogue, root: root, command: command) } catch { throw error.told() }
    }
}

extension StartFailure {
    /// An exit code after telling it.
    func told() -> ExitCode {
        Words.complain(text)
        return isFiles ? .wrongFiles : .environment
    }
}
