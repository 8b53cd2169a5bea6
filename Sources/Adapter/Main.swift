import ArgumentParser
import Glibc

/// The program. Each command is a file in `Commands/`.
@main
struct Blauwbrug: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "blauwbrug",
        abstract: "The open integration adapter behind the Dutch Blauwe Knop: one overview of a citizen's debts at a municipality.",
        discussion: """
            Examples, in the order of a consultant's day:
              blauwbrug new FOLDER                 makes a folder to begin in, with settings and throw-away keys
              blauwbrug introspect TENANT/SOURCE   looks at a database nobody has described and writes a first mapping
              blauwbrug check                      every mistake in mappings/, connectors/ and deploy/, with line and caret
              blauwbrug check --live               the same, and compares each mapping with the real database
              blauwbrug test                       runs the cases beside the mappings and the vendors
              blauwbrug try                        shows what one citizen's answer is, from the live sources
              blauwbrug explain                    shows where every field of an answer comes from
              blauwbrug reconcile                  proves over the whole table that nothing was lost, to the cent
              blauwbrug capture TENANT/MAPPING     turns one citizen's rows into a test case without anything personal
              blauwbrug synthesise TENANT/SOURCE   fills an empty schema with invented citizens
              blauwbrug serve                      answers vendors over TLS, as deploy/blauwbrug.yaml says
              blauwbrug contracts                  writes what vendors are promised: WSDL, XSD, OpenAPI; tells what breaks a client
              blauwbrug explain --vendor V FILE    says why a vendor's message is accepted or refused
              blauwbrug simulate                   answers suppliers about citizens who do not exist, without a database
              blauwbrug verify FILE                tells whether a certified document is genuine, by whom, when and from which mapping
              blauwbrug words                      prints what files can say, as one page; writes the schemas for editors
              blauwbrug demo                       shows the main job on the demonstration municipality Voorbeeldstad
            Every command takes --root, for another municipality than the one in this folder.

            Exit codes: 0 fine, 1 the files or tests are wrong, 2 wrong usage, 3 the environment fails.
            """,
        version: Version.current,
        subcommands: [
            New.self, Introspect.self, Check.self, Test.self, Try.self, Explain.self, Reconcile.self, Capture.self, Synthesise.self,
            Serve.self, Contracts.self, Simulate.self, Verify.self,
            PrintWords.self, Demo.self,
        ])

    static func main() async {
        Signals.survive()
        if SubjectPrompt.isTyped(in: Array(CommandLine.arguments.dropFirst())) {
            Words.complain(SubjectPrompt.misplaced)
            Glibc.exit(2)
        }
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let code as ExitCode {
            exit(withError: code)
        } catch {
            // ArgumentParser uses 64 for wrong usage; ours is 2.
            let code = exitCode(for: error)
            // What was typed is repeated in some messages, and it may be a BSN.
            let text = fullMessage(for: error, columns: isatty(STDOUT_FILENO) == 1 ? nil : 140).hidingLongNumbers
            if code == .success {
                Words.say(text)
                Glibc.exit(0)
            }
            Words.complain(text)
            Glibc.exit(code == .validationFailure ? 2 : 3)
        }
        Glibc.exit(0)
    }
}

extension ExitCode {
    /// The command was not used as it is meant.
    static let wrongUsage = ExitCode(2)
    /// The files or tests are wrong.
    static let wrongFiles = ExitCode(1)
    /// The environment fails: a port in use, a secret missing, a disk full.
    static let environment = ExitCode(3)
}

/// The option every command has.
struct RootOption: ParsableArguments {
    @Option(name: .long, help: "The folder that holds mappings/, connectors/ and deploy/.")
    var root = "."

    var folder: Root { Root(root) }
}
