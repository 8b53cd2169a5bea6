import CSQLite
import Core

/// The register's database. Belongs to one thread.
///
/// Write-ahead log with `synchronous=FULL`: a transaction that was committed survives the loss of power.
final class RegisterFile {
    /// What a document is found by.
    enum Key: Sendable {
        case number(DocumentNumber)
        case file(Digest)
        case content(Digest)
    }

    /// `blwb`, so that a database of something else is never taken for a register (SQLite's application_id).
    private static let application = 0x626C_7762
    /// Of the tables below; a change adds a step to `prepare`.
    private static let version = 1

    private static let tables = """
        CREATE TABLE document (
          number TEXT PRIMARY KEY, tenant TEXT NOT NULL, issued INTEGER NOT NULL, file BLOB NOT NULL UNIQUE,
          complete INTEGER NOT NULL, sealer BLOB NOT NULL, level TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX document_issued ON document (issued);
        CREATE TABLE content (
          number TEXT NOT NULL REFERENCES document ON DELETE CASCADE, place INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (number, place)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX content_hash ON content (hash);
        CREATE TABLE mapping (
          number TEXT NOT NULL REFERENCES document ON DELETE CASCADE, name TEXT NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (number, name)
        ) STRICT, WITHOUT ROWID;
        PRAGMA application_id = \(application);
        PRAGMA user_version = \(version);
        """

    private let database: RegisterDatabase

    init(_ path: String) throws(RegisterFailure) {
        database = try RegisterDatabase(path)
        do throws(RegisterFailure) {
            try prepare(path)
        } catch {
            database.close()
            throw error
        }
    }

    func close() { database.close() }

    private func prepare(_ path: String) throws(RegisterFailure) {
        for text in ["PRAGMA busy_timeout = 2000", "PRAGMA trusted_schema = OFF", "PRAGMA foreign_keys = ON"] {
            try database.run(text, doing: "opening it")
        }
        let version = try database.number("PRAGMA user_version")
        let application = try database.number("PRAGMA application_id")
        let isEmpty = try database.number("SELECT count(*) FROM sqlite_schema") == 0
        guard isEmpty && version == 0 && application == 0 || application == RegisterFile.application else { throw .foreign(path: path) }
        guard version <= RegisterFile.version else { throw .newer(path: path, version: version) }
        try database.run("PRAGMA journal_mode = WAL", doing: "opening it")
        try database.run("PRAGMA synchronous = FULL", doing: "opening it")
        // The same write that every document needs, so that a full disk or a read-only file shows now.
        try database.transaction { () throws(RegisterFailure) in
            if isEmpty {
                try database.run(RegisterFile.tables, doing: "making its tables")
            } else {
                try database.run("PRAGMA user_version = \(RegisterFile.version)", doing: "trying to write")
            }
        }
    }

    /// All or none, durably.
    func add(_ documents: [IssuedDocument]) throws(RegisterFailure) {
        try database.transaction { () throws(RegisterFailure) in
            for document in documents {
                let number = document.number.description
                try database.change(
                    "INSERT INTO document (number, tenant, issued, file, complete, sealer, level) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    [
                        .text(number), .text(document.tenant), .integer(document.issued.epoch), .bytes(document.fileHash.bytes),
                        .integer(document.isComplete ? 1 : 0), .bytes(document.sealer.bytes), .text(document.level.rawValue),
                    ])
                for (place, hash) in document.contentHashes.enumerated() {
                    try database.change(
                        "INSERT INTO content (number, place, hash) VALUES (?, ?, ?)", [.text(number), .integer(place), .bytes(hash.bytes)])
                }
                for mapping in document.mappings {
                    try database.change(
                        "INSERT INTO mapping (number, name, hash) VALUES (?, ?, ?)",
                        [.text(number), .text(mapping.name), .bytes(mapping.hash.bytes)])
                }
            }
        }
    }

    /// - Parameter moment: seconds since 1970.
    func forget(before moment: Int) throws(RegisterFailure) {
        try database.transaction { () throws(RegisterFailure) in
            try database.change("DELETE FROM document WHERE issued < ?", [.integer(moment)])
        }
    }

    func find(_ key: Key) throws(RegisterFailure) -> IssuedDocument? {
        let columns = "SELECT d.number, d.tenant, d.issued, d.file, d.complete, d.sealer, d.level FROM document d"
        let rows =
            switch key {
            case .number(let number): try database.rows("\(columns) WHERE d.number = ?", [.text(number.description)])
            case .file(let hash): try database.rows("\(columns) WHERE d.file = ?", [.bytes(hash.bytes)])
            case .content(let hash):
                try database.rows(
                    "\(columns) JOIN content c ON c.number = d.number WHERE c.hash = ? ORDER BY d.issued DESC LIMIT 1",
                    [.bytes(hash.bytes)])
            }
        guard let row = rows.first else { return nil }
        guard row.count == 7, let number = row[0].text.flatMap({ DocumentNumber($0) }), let tenant = row[1].text,
            let issued = row[2].integer, let file = row[3].digest, let complete = row[4].integer, let sealer = row[5].digest,
            let level = row[6].text.flatMap(IssuedDocument.Level.init)
        else { throw .sqlite(code: SQLITE_CORRUPT, doing: "reading a document") }
        let contents = try database.rows("SELECT hash FROM content WHERE number = ? ORDER BY place", [.text(number.description)])
        let mappings = try database.rows("SELECT name, hash FROM mapping WHERE number = ? ORDER BY name", [.text(number.description)])
        return IssuedDocument(
            number: number, tenant: tenant, issued: Instant(epoch: issued), fileHash: file,
            contentHashes: contents.compactMap { $0.first?.digest },
            mappings: mappings.compactMap { row in
                guard row.count == 2, let name = row[0].text, let hash = row[1].digest else { return nil }
                return IssuedDocument.Mapping(name: name, hash: hash)
            }, isComplete: complete != 0, sealer: sealer, level: level)
    }
}
