import Core

/// The folder of secrets: one file each, named by the settings, never written into them.
struct Secrets: Sendable {
    /// The folder's path; nil when the settings name none.
    let folder: String?

    /// The secret of that name without the line end that editors add; nil when there is none.
    func secret(_ name: String) -> Secret? {
        guard let folder, !name.isEmpty, !name.hasPrefix("."), !name.contains("/"), var bytes = File.read("\(folder)/\(name)") else {
            return nil
        }
        while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
        return bytes.isEmpty ? nil : Secret(bytes)
    }
}
