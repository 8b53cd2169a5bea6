import CLibPQ
import Core

/// PostgreSQL's own types, by the numbers in `pg_type.dat` that never change.
enum ColumnType {
    static func family(_ type: Oid) -> ColumnFamily {
        switch type {
        case 25, 1042, 1043, 18, 19, 2950: .text  // text, char(n), varchar, "char", name, uuid
        case 20, 21, 23, 26: .integer  // int8, int2, int4, oid
        case 1700: .decimal
        case 700, 701: .floating
        case 1082: .date
        case 1114: .timestamp
        case 1184: .zonedTimestamp
        case 16: .boolean
        default: .unknown
        }
    }

    /// For a message.
    static func name(_ type: Oid) -> String {
        switch type {
        case 16: "boolean"
        case 17: "bytea"
        case 18: "\"char\""
        case 19: "name"
        case 20: "bigint"
        case 21: "smallint"
        case 23: "integer"
        case 25: "text"
        case 26: "oid"
        case 114, 3802: "json"
        case 700: "real"
        case 701: "double precision"
        case 790: "money (its spelling depends on the server's language; cast it to numeric)"
        case 1042: "char"
        case 1043: "varchar"
        case 1082: "date"
        case 1083, 1266: "time"
        case 1114: "timestamp"
        case 1184: "timestamp with time zone"
        case 1186: "interval"
        case 1700: "numeric"
        case 2950: "uuid"
        default: "number \(type) (an enumeration or a type of its own; cast it to text)"
        }
    }

    /// The columns of a described statement or a result.
    static func columns(of result: OpaquePointer) -> [FoundColumn] {
        (0..<PQnfields(result)).map { index in
            let type = PQftype(result, index)
            let table = PQftable(result, index)
            let origin = table == 0 ? nil : ColumnOrigin(table: String(table), column: String(PQftablecol(result, index)))
            return FoundColumn(name: String(cString: PQfname(result, index)), family: family(type), type: name(type), origin: origin)
        }
    }

    /// PostgreSQL says what a column is: it is one of the declared families, or it is not.
    static func accepts(_ column: FoundColumn, _ families: Set<ColumnFamily>) -> Bool {
        column.family != .unknown && families.contains(column.family)
    }
}
