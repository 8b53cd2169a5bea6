/// A message as it came through the door, whole: no HTTP library's types beyond this point.
package struct Request: Sendable {
    package struct Header: Sendable, Equatable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package let method: String
    /// The path as sent, without the query.
    package let path: String
    /// What stands behind `?`, or nil.
    package let query: String?
    package let headers: [Header]
    package let body: [UInt8]

    package init(method: String, path: String, query: String? = nil, headers: [Header] = [], body: [UInt8] = []) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }

    /// The values of a header, by its name in any case.
    package func values(of name: String) -> [String] {
        headers.filter { $0.name.equalsIgnoringASCIICase(name) }.map(\.value)
    }
}

extension Request: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<request>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// A message on its way out, whole: an answer is never streamed, so that it can be recorded before its first byte leaves.
package struct Reply: Sendable {
    package var status: Int
    package var headers: [Request.Header]
    package var body: [UInt8]
    /// Told once how it ended: true when the last byte was handed to the network, false when the client was gone before. Nil for who does not
    /// want to know.
    package var ended: (@Sendable (_ wholly: Bool) -> Void)?

    package init(
        status: Int, headers: [Request.Header] = [], body: [UInt8] = [], ended: (@Sendable (_ wholly: Bool) -> Void)? = nil
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.ended = ended
    }
}

extension Reply: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<reply \(status)>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension String {
    /// Compares as protocols do: ASCII letters without regard to case.
    package func equalsIgnoringASCIICase(_ other: String) -> Bool {
        utf8.count == other.utf8.count && zip(utf8, other.utf8).allSatisfy { $0.asciiLowercased == $1.asciiLowercased }
    }
}

extension UInt8 {
    fileprivate var asciiLowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}
