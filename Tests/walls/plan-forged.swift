// A Plan cannot be made outside Mappings: only the checker makes one.
// expect: 'Plan' initializer is inaccessible due to 'internal' protection level
package import Core
package import Mappings

package func forge() -> Plan {
    Plan()
}
