package import Core

/// `connectors/vendors/<vendor>/` as it was read: everything a vendor is, by relative path (`connector.yaml`, `ask.xml`,
/// `cases/x/request.xml`).
package struct VendorFolder: Sendable {
    /// The folder's name, which is the vendor's.
    package let name: String
    package let files: [String: SourceText]

    package init(name: String, files: [String: SourceText]) {
        self.name = name
        self.files = files
    }
}
