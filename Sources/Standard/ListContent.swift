/// What a list of a version holds.
package enum ListContent: String, Sendable, CaseIterable {
    case cases, events, arrears
}
