import Core
import Glibc
import Mappings
import Standard

/// libFuzzer's target: any bytes as the files of a mapping, in the form of the golden cases (`=== name` before each file). The YAML reader
/// and the mapping compiler must return, with a plan or with an error, and what they say must be printable; a plan's cases must run, be
/// covered and be rewritten.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let files = parts(Array(UnsafeBufferPointer(start: data, count: count)))
    guard let mapping = files["mapping.yaml"] else { return 0 }
    var diagnostics = Diagnostics()
    let plan = Plan.compile(
        mapping, tenant: "proefstad", standard: standard, sources: ["heffingen", "sociaal"], others: { files[$0] }, into: &diagnostics)
    precondition((plan == nil) == diagnostics.hasErrors, "no plan and no word, or a plan with errors")
    precondition(!diagnostics.all.contains { $0.message == Plan.mistakeNotFound }, "a mistake that no checker tells")
    _ = DiagnosticPrinter.text(diagnostics)
    guard let plan, let cases = files["mapping.test.yaml"] else { return 0 }
    let walk = CoverageWalk(plan, file: mapping)
    var mistakes = Diagnostics()
    _ = MappingCase.run(cases, plan: plan, standard: standard, coverage: walk, into: &mistakes)
    _ = DiagnosticPrinter.text(mistakes)
    precondition(walk.coverage.count().exercised <= walk.coverage.count().all)
    _ = CaseUpdate(cases, plan: plan, standard: standard)
    return 0
}

/// The standard's version files, one after another in the file that FUZZ_STANDARD names.
private let standard: Standard = {
    var diagnostics = Diagnostics()
    guard let path = getenv("FUZZ_STANDARD"), let bytes = read(String(cString: path)) else { fatalError("FUZZ_STANDARD names no file") }
    let files = parts(bytes).sorted { $0.key < $1.key }.map(\.value)
    guard let standard = Standard.compile(files, into: &diagnostics) else { fatalError(DiagnosticPrinter.text(diagnostics)) }
    return standard
}()

private func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&block, 1, block.count, file), count > 0 { bytes += block[0..<count] }
    return bytes
}

/// The files between lines `=== name`; what stands before the first is the mapping.
private func parts(_ bytes: [UInt8]) -> [String: SourceText] {
    var name = "mapping.yaml"
    var found: [String: SourceText] = [:]
    var own: [UInt8] = []
    func finish() { if !own.isEmpty { found[name] = SourceText(name: name, bytes: own) } }
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
        guard line.starts(with: Array("=== ".utf8)) else {
            own += line + [0x0A]
            continue
        }
        finish()
        name = String(decoding: line.dropFirst(4), as: UTF8.self)
        own = []
    }
    finish()
    return found
}
