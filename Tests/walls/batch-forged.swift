// A BatchPermit cannot be made outside Trust: only the policy makes one.
// expect: 'BatchPermit' initializer is inaccessible due to 'internal' protection level
package import Core
package import Trust

package func forge(_ caller: Caller) -> BatchPermit {
    BatchPermit(caller: caller, tenant: "t", command: "c", purposes: [], sources: [])
}
