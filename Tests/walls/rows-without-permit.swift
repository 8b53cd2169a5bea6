// No rows are asked without a Permit.
// expect: missing argument for parameter 'under' in call
package import Backends
package import Core

package func ask(_ backends: Backends, _ requests: [SourceRequest]) async -> [Outcome] {
    await backends.ask(requests, until: .now)
}
