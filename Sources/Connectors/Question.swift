/// What a vendor may ask. One for now; adding one is adding a case and what answers it.
enum Question: String, CaseIterable {
    /// What does this citizen owe?
    case schuldenoverzicht
}
