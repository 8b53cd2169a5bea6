package import Core

/// What an author declared of a column, so far as a database can say something about it.
package struct ColumnInterest: Sendable {
    package let rowSet: String
    package let column: String
    /// Whether the reading takes a cell without a value.
    package let isOptional: Bool
    /// The codes its list knows; nil when it is no code.
    package let codes: [String]?

    package init(rowSet: String, column: String, isOptional: Bool, codes: [String]?) {
        self.rowSet = rowSet
        self.column = column
        self.isOptional = isOptional
        self.codes = codes
    }
}

/// What a database says about one row set of a mapping.
package struct RowSetFinding: Sendable {
    package struct Column: Sendable {
        package let name: String
        package let type: String
        package let family: ColumnFamily
        /// Schema, table and column; nil when it is computed.
        package let place: String?
        /// Whether the table's declaration allows it; nil when that cannot be known.
        package let mayBeNull: Bool?
        /// Whether a bounded part of the table has such a cell; nil when nobody looked.
        package let isNull: Bool?
        /// Values the code list does not know.
        package let strangers: Strangers?
    }

    /// Values of a code column that its list does not know.
    package enum Strangers: Sendable, Equatable {
        /// Short codes that come back: the words of an administration, not of a person.
        case values([String])
        /// What does not look like a code is only counted.
        case hidden(Int)
    }

    package let rowSet: String
    package let drifts: [ColumnDrift]
    /// In the order of the statement; empty when it could not be prepared.
    package let columns: [Column]
    package let wholeReads: [WholeRead]
    /// What the database takes `:bsn` for; nil when it does not say.
    package let parameter: ColumnFamily?
    /// Where in the statement as written the database saw a mistake: characters from 0.
    package let mistake: Int?
    /// Names the database has, that a mistake may have meant: of tables, and of columns of the tables the statement names.
    package let names: [String]
    /// Why the looks that follow a good statement could not be made.
    package let failure: Failure?
}

extension Backends {
    /// For `check --live`: has the database prepare every statement of a request, and looks at what it says about it: columns, plans, and the
    /// values of code columns. Asks about no citizen and needs no permit.
    package func examine(_ request: SourceRequest, tenant: String, interests: [ColumnInterest]) async -> [RowSetFinding] {
        guard let entry = entries[tenant]?[request.source] else {
            let failure = Failure(.refused, "there is no source '\(request.source)'")
            return request.rowSets.map { RowSetFinding(failed: $0.name, failure) }
        }
        let whole = await prepare(request, at: entry)
        let inspector = type(of: entry.connection.driver).inspector
        let sight = Sight(backend: entry.backend, patience: entry.file.limits.connect + max(10, entry.file.limits.total))
        var findings: [RowSetFinding] = []
        for rowSet in request.rowSets {
            let own = whole.drifts.filter { $0.rowSet == rowSet.name }
            guard let statement = whole.described[rowSet.name] else {
                let inventory = own.contains(where: \.isRefused) ? try? await inspector.inventory(sight) : nil
                // SQLite does not say where it misses a table.
                let place =
                    whole.mistakes[rowSet.name].map { rowSet.query.written($0, placeholder: 2) }
                    ?? inventory.flatMap {
                        StatementTables.unknownTable(in: rowSet.query.text { _ in ":bsn" }, tables: $0.tables.map(\.name))
                    }
                findings.append(
                    RowSetFinding(failed: rowSet.name, own, at: place, inventory.map { Backends.names(near: rowSet, $0) } ?? []))
                continue
            }
            do throws(Failure) {
                let places = try await inspector.places(of: statement.columns.map(\.origin), sight)
                var columns: [RowSetFinding.Column] = []
                for (column, place) in zip(statement.columns, places) {
                    let interest = interests.first { $0.rowSet == rowSet.name && $0.column.lowercased() == column.name.lowercased() }
                    columns.append(await look(at: column, place, interest, inspector, sight))
                }
                findings.append(
                    RowSetFinding(
                        rowSet: rowSet.name, drifts: own, columns: columns, wholeReads: try await inspector.wholeReads(of: rowSet, sight),
                        parameter: statement.parameter, mistake: nil, names: [], failure: nil))
            } catch {
                findings.append(
                    RowSetFinding(
                        rowSet: rowSet.name, drifts: own, columns: [], wholeReads: [], parameter: statement.parameter, mistake: nil,
                        names: [], failure: error))
            }
        }
        return findings
    }

    /// What a database says when it prepares statements.
    struct Description: Sendable {
        let drifts: [ColumnDrift]
        let described: [String: DescribedStatement]
        let mistakes: [String: Int]
    }

    /// What a misspelt name of a statement may mean.
    private static func names(near rowSet: RowSetQuery, _ inventory: Inventory) -> [String] {
        let text = rowSet.query.text { _ in " " }.lowercased()
        let words = Set(text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
        let meant = inventory.tables.filter { words.contains($0.name.lowercased()) }
        return meant.flatMap { $0.columns.map(\.name) } + inventory.tables.map(\.name)
    }

    func prepare(_ request: SourceRequest, at entry: Entry) async -> Description {
        await withCheckedContinuation { continuation in
            let until = ContinuousClock.now + .seconds(entry.file.limits.connect + entry.file.limits.total)
            entry.backend.submit(
                Job(.columns, [request], about: nil, until: until) { job in
                    var drifts = job.drifts
                    if let failure = job.failure {
                        drifts += request.rowSets.map { ColumnDrift(rowSet: $0.name, column: nil, problem: .failed(failure)) }
                    }
                    continuation.resume(returning: Description(drifts: drifts, described: job.described, mistakes: job.mistakes))
                })
        }
    }

    private func look(
        at column: FoundColumn, _ place: ColumnPlace?, _ interest: ColumnInterest?, _ inspector: any Inspector, _ sight: Sight
    ) async -> RowSetFinding.Column {
        var isNull: Bool?
        var strangers: RowSetFinding.Strangers?
        if let place, let interest {
            if !interest.isOptional, place.mayBeNull == true {
                isNull = (try? await sight.see(inspector.absence(in: place)).get()).map { $0.count > 0 }
            }
            if let codes = interest.codes, let seen = try? await sight.see(inspector.values(of: place, limit: 1_001)).cells() {
                strangers = CodeSample(seen).strangers(to: codes)
            }
        }
        return RowSetFinding.Column(
            name: column.name, type: column.type, family: column.family, place: place?.title, mayBeNull: place?.mayBeNull, isNull: isNull,
            strangers: strangers)
    }
}

extension ColumnDrift {
    /// Whether the database would not have the statement; a source that is away says nothing about it.
    fileprivate var isRefused: Bool { if case .failed(let failure) = problem { failure.kind == .refused } else { false } }
}

extension RowSetFinding {
    fileprivate init(failed rowSet: String, _ drifts: [ColumnDrift], at mistake: Int? = nil, _ names: [String] = []) {
        self.init(
            rowSet: rowSet, drifts: drifts, columns: [], wholeReads: [], parameter: nil, mistake: mistake, names: names, failure: nil)
    }

    fileprivate init(failed rowSet: String, _ failure: Failure) {
        self.init(failed: rowSet, [ColumnDrift(rowSet: rowSet, column: nil, problem: .failed(failure))])
    }
}

extension Query {
    /// A place in the text with placeholders of that many characters, as a place in the text with the parameters' own names.
    fileprivate func written(_ offset: Int, placeholder length: Int) -> Int {
        var there = 0
        var here = 0
        for segment in segments {
            switch segment {
            case .text(let text):
                if offset < there + text.count { return here + offset - there }
                there += text.count
                here += text.count
            case .parameter(let parameter):
                if offset < there + length { return here }
                there += length
                here += parameter.rawValue.count + 1
            }
        }
        return here
    }
}
