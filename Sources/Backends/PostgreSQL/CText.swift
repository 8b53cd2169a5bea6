import Glibc

/// A text that C code reads again and again: converted once.
final class CText: @unchecked Sendable {
    let pointer: UnsafePointer<CChar>

    init(_ text: String) { pointer = UnsafePointer(strdup(text)) }

    deinit { free(UnsafeMutableRawPointer(mutating: pointer)) }
}
