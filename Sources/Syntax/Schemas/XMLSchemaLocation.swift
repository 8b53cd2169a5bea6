/// What a `schemaLocation` means in a sealed set: a file of the set, or nothing.
enum XMLSchemaLocation: Equatable {
    /// A path in the set; whether there is such a file is another question.
    case inside(String)
    /// Why it is not followed.
    case refused(String)

    /// - Parameter file: the path of the file it stands in.
    init(_ location: String, in file: String) {
        if location.utf8.contains(UInt8(ascii: ":")) || location.hasPrefix("/") || location.utf8.contains(UInt8(ascii: "\\")) {
            self = .refused("is an address outside the folder, and nothing is fetched")
            return
        }
        let isPlain = location.utf8.allSatisfy {
            let letter = $0 | 0x20
            return (0x61...0x7A).contains(letter) || (0x2D...0x39).contains($0) || $0 == UInt8(ascii: "_")
        }
        var parts = file.split(separator: "/").dropLast().map(String.init)
        for part in location.split(separator: "/", omittingEmptySubsequences: false) {
            switch part {
            case ".": continue
            case "":
                self = .refused("is not the name of a file")
                return
            case "..":
                guard parts.popLast() != nil else {
                    self = .refused("leads out of the folder")
                    return
                }
            default: parts.append(String(part))
            }
        }
        self =
            isPlain && !parts.isEmpty
            ? .inside(parts.joined(separator: "/")) : .refused("has other signs than letters, digits, '.', '-', '_' and '/'")
    }
}
