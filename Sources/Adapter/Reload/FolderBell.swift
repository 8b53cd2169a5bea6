import CLinux
import Glibc

/// Sleeps until something stirs in some folders, somebody rings, or time has passed. By inotify where the system has it to give; without it
/// (a network file system, no watches left) time alone wakes. What stirred is not asked: `FileWatch` looks.
final class FolderBell: @unchecked Sendable {
    /// Somebody who rings. Also from another thread.
    private let ringing = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    // What follows belongs to the thread that waits.
    private var watching: Int32 = -1
    private var folders: Set<FileWatch.Folder> = []

    deinit {
        close(ringing)
        if watching >= 0 { close(watching) }
    }

    func ring() {
        var one: UInt64 = 1
        write(ringing, &one, 8)
    }

    /// Listens to these folders from now on.
    func listen(to wanted: Set<FileWatch.Folder>) {
        guard wanted != folders else { return }
        folders = wanted
        // Anew, not added to: a folder that was swapped away would be listened to as long as it stands somewhere.
        if watching >= 0 { close(watching) }
        watching = inotify_init1(Int32(clinux_inotify_flags))
        guard watching >= 0 else { return }
        for folder in folders { inotify_add_watch(watching, folder.path, UInt32(clinux_inotify_stirs)) }
    }

    /// Returns when something stirs, somebody rings, or after so many milliseconds (negative: never).
    func wait(milliseconds: Int32) {
        var ends = [pollfd(fd: ringing, events: Int16(POLLIN), revents: 0), pollfd(fd: watching, events: Int16(POLLIN), revents: 0)]
        _ = poll(&ends, 2, milliseconds)
        var rings: UInt64 = 0
        read(ringing, &rings, 8)
        guard watching >= 0 else { return }
        var events = [UInt8](repeating: 0, count: 4_096)
        while read(watching, &events, events.count) > 0 {}
    }
}
