// Who may ask about one citizen may not list them all.
// expect: cannot convert value of type 'Permit' to expected argument type 'BatchPermit'
package import Backends
package import Core
package import Trust

package func list(_ backends: Backends, _ request: SourceRequest, _ permit: Permit) async -> Outcome {
    await backends.list(request, under: permit, within: .seconds(1))
}
