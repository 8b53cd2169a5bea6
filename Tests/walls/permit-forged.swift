// A Permit cannot be made outside Trust: only the policy makes one.
// expect: 'Permit' initializer is inaccessible due to 'internal' protection level
package import Core
package import Trust

package func forge(_ caller: Caller, _ subject: BSN) -> Permit {
    Permit(
        basis: .vendor, caller: caller, tenant: "t", vendor: "v", question: "q", subject: subject, purposes: [], sources: [])
}
