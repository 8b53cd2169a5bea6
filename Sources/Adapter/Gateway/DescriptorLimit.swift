private import Glibc

/// The number of files and sockets this process may have open.
enum DescriptorLimit {
    /// Raises it to what the system allows the process: the usual soft limit of 1024 is below the connections we admit.
    static func raise() {
        let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(files, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
        limit.rlim_cur = min(limit.rlim_max, 65_536)
        setrlimit(files, &limit)
    }
}
