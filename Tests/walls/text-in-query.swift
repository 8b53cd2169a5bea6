// A value never becomes part of a statement: interpolating a String into a Query does not compile.
// expect: cannot convert value of type 'String' to expected argument type 'Query.Parameter'
package import Core

package func query(for name: String) -> Query {
    "SELECT bedrag FROM vordering WHERE naam = '\(name)'"
}
