#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <sys/prctl.h>
#include <sys/inotify.h>

/* prctl is variadic, which Swift does not import. */
static inline int clinux_forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

/* The name of the calling thread, of which the kernel keeps 15 bytes. */
static inline int clinux_name_thread(const char *name) { return prctl(PR_SET_NAME, name, 0, 0, 0); }

/* Flags that are macros of casts or of other macros, which Swift does not import. */
static const int clinux_inotify_flags = IN_NONBLOCK | IN_CLOEXEC;
/* What makes or unmakes a name, and a file that was written: not every write, or a log in a watched folder would wake for each line. */
static const unsigned clinux_inotify_stirs = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB;
