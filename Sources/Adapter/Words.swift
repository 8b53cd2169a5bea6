import Glibc

/// What a command says to the person at the terminal.
enum Words {
    static func say(_ text: String) { put(text + "\n", STDOUT_FILENO) }

    static func complain(_ text: String) { put(text + "\n", STDERR_FILENO) }

    /// To the standard output as it is, without a line end of its own.
    static func put(_ text: String) { put(text, STDOUT_FILENO) }
    /// A question whose answer is typed behind it.
    static func ask(_ text: String) { put(text, STDERR_FILENO) }

    /// Something that stays on its line, such as a bar that moves.
    static func mutter(_ text: String) { put(text, STDERR_FILENO) }

    private static func put(_ text: String, _ descriptor: Int32) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let count = write(descriptor, rest.baseAddress, rest.count)
                guard count > 0 else { return }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
    }
}
