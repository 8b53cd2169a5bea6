import ArgumentParser
import Glibc

/// How a command is told of a database that the settings do not connect. Paths start from where the command was typed.
struct ConnectionOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("A SQLite file.", valueName: "file"))
    var sqlite: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A PostgreSQL database: \"host=… dbname=… user=…\", also port, sslmode and sslrootcert.", valueName: "connection"))
    var postgresql: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The file with the password for --postgresql; without it, the file that PGPASSFILE names.", valueName: "file"))
    var secretFile: String?

    func validate() throws {
        if sqlite != nil, postgresql != nil { throw ValidationError("Give one of --sqlite and --postgresql, not both.") }
        if secretFile != nil, postgresql == nil { throw ValidationError("--secret-file belongs to --postgresql.") }
        if postgresql?.split(separator: " ").contains(where: { $0.hasPrefix("password") }) == true {
            throw ValidationError("A password on the command line is seen by everybody on the machine. Use --secret-file, or PGPASSFILE.")
        }
    }

    /// The SQLite file, from the root of the system.
    var file: String? { sqlite.map { $0.hasPrefix("/") ? $0 : ConnectionOptions.here + "/" + $0 } }

    private static var here: String {
        guard let folder = getcwd(nil, 0) else { return "." }
        defer { free(folder) }
        return String(cString: folder)
    }
}
