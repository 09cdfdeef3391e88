/*
 * Loaded into k6p by LD_PRELOAD: counts every call that changes files under one folder, writes each into a log, and makes one of them
 * fail or ends the process there. Children are started without it.
 *
 *   FAULT_ROOT  absolute path of the folder; calls on other files are neither counted nor changed
 *   FAULT_LOG   file that gets a line a call: "NUMBER CALL PATH"
 *   FAULT_AT    number of the call to change, from 1; absent: none
 *   FAULT_KIND  kill-before, kill-after, short (write half), full (write half, then no space for anything), or an errno as a number;
 *               with a + behind it the later calls fail in the same way
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static char root[PATH_MAX];
static size_t root_length;
static int log_fd = -1;
static long fault_at;
static char fault_kind[32];
static int lasting;
static atomic_long calls;

enum { GO_ON, FAIL, HALF, KILL_AFTER };

static void take(const char *name, char *into, size_t size) {
  const char *value = getenv(name);
  snprintf(into, size, "%s", value == NULL ? "" : value);
  unsetenv(name);
}

__attribute__((constructor)) static void begin(void) {
  char log_path[PATH_MAX], at[32];
  take("FAULT_ROOT", root, sizeof root);
  take("FAULT_LOG", log_path, sizeof log_path);
  take("FAULT_AT", at, sizeof at);
  take("FAULT_KIND", fault_kind, sizeof fault_kind);
  unsetenv("LD_PRELOAD");
  root_length = strlen(root);
  fault_at = atol(at);
  size_t length = strlen(fault_kind);
  if (length > 0 && fault_kind[length - 1] == '+') {
    lasting = 1;
    fault_kind[length - 1] = 0;
  }
  if (log_path[0] == 0) return;
  int fd = syscall(SYS_openat, AT_FDCWD, log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  /* Out of the way of the numbers that the program sees. */
  log_fd = fcntl(fd, F_DUPFD_CLOEXEC, 500);
  syscall(SYS_close, fd);
}

static int under_root(const char *path) {
  return root_length > 0 && strncmp(path, root, root_length) == 0 && (path[root_length] == '/' || path[root_length] == 0);
}

static int path_of_fd(int fd, char *into) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, into, PATH_MAX - 1);
  if (length < 0) return 0;
  into[length] = 0;
  return 1;
}

static int absolute(int directory, const char *path, char *into) {
  char base[PATH_MAX];
  if (path[0] == '/') {
    snprintf(into, PATH_MAX, "%s", path);
    return 1;
  }
  if (directory == AT_FDCWD ? getcwd(base, sizeof base) == NULL : !path_of_fd(directory, base)) return 0;
  size_t length = strlen(base);
  if (length + strlen(path) + 2 > PATH_MAX) return 0;
  memcpy(into, base, length);
  into[length] = '/';
  strcpy(into + length + 1, path);
  return 1;
}

static void end_here(void) {
  syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
  for (;;) pause();
}

static int allocates(const char *call) {
  return strcmp(call, "open") == 0 || strcmp(call, "write") == 0 || strcmp(call, "mkdir") == 0 || strcmp(call, "link") == 0 ||
         strcmp(call, "symlink") == 0;
}

/* What to do with a call on an absolute path. Sets errno when it is to fail. */
static int decide(const char *call, const char *path) {
  if (!under_root(path)) return GO_ON;
  long number = atomic_fetch_add(&calls, 1) + 1;
  if (log_fd >= 0) {
    char line[PATH_MAX + 64];
    int length = snprintf(line, sizeof line, "%ld %s %s\n", number, call, path);
    if (length > 0) syscall(SYS_write, log_fd, line, (size_t)length);
  }
  if (fault_at == 0 || number < fault_at || (number > fault_at && !lasting)) return GO_ON;
  if (strcmp(fault_kind, "kill-before") == 0) end_here();
  if (strcmp(fault_kind, "kill-after") == 0) return KILL_AFTER;
  if (strcmp(fault_kind, "short") == 0) return HALF;
  if (strcmp(fault_kind, "full") == 0) {
    lasting = 1;
    if (number == fault_at) return HALF;
    if (!allocates(call)) return GO_ON;
    errno = ENOSPC;
    return FAIL;
  }
  errno = atoi(fault_kind);
  /* A full disk still lets files be removed and renamed. */
  if (number > fault_at && errno == ENOSPC && !allocates(call)) return GO_ON;
  if (number > fault_at && (errno == EMFILE || errno == ENFILE) && strcmp(call, "open") != 0) return GO_ON;
  return FAIL;
}

static int decide_at(const char *call, int directory, const char *path) {
  char full[PATH_MAX];
  int keep = errno;
  if (path == NULL || !absolute(directory, path, full)) return GO_ON;
  errno = keep;
  return decide(call, full);
}

static int decide_fd(const char *call, int fd) {
  char full[PATH_MAX];
  int keep = errno;
  if (fd == log_fd || !path_of_fd(fd, full)) return GO_ON;
  errno = keep;
  return decide(call, full);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define PASS(type, verdict, call)        \
  do {                                   \
    int verdict_ = (verdict);            \
    if (verdict_ == FAIL) return (type)-1; \
    type result = (call);                \
    if (verdict_ == KILL_AFTER) end_here(); \
    return result;                       \
  } while (0)

static int writes(int flags) { return (flags & (O_CREAT | O_TRUNC)) != 0 || (flags & O_ACCMODE) != O_RDONLY; }

static int open_any(int directory, const char *path, int flags, mode_t mode) {
  int what = writes(flags) ? decide_at("open", directory, path) : GO_ON;
  if (what == FAIL) return -1;
  int fd = syscall(SYS_openat, directory, path, flags, mode);
  if (what == KILL_AFTER) end_here();
  return fd;
}

#define MODE(flags, last)                              \
  mode_t mode = 0;                                     \
  if ((flags) & (O_CREAT | __O_TMPFILE)) {             \
    va_list list;                                      \
    va_start(list, last);                              \
    mode = va_arg(list, mode_t);                       \
    va_end(list);                                      \
  }

int open(const char *path, int flags, ...) { MODE(flags, flags) return open_any(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags, flags) return open_any(AT_FDCWD, path, flags | O_LARGEFILE, mode); }
int openat(int at, const char *path, int flags, ...) { MODE(flags, flags) return open_any(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE(flags, flags) return open_any(at, path, flags | O_LARGEFILE, mode); }
int creat(const char *path, mode_t mode) { return open_any(AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return open_any(AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC | O_LARGEFILE, mode); }

static size_t half(int what, size_t count) { return what == HALF && count > 1 ? count / 2 : count; }

ssize_t write(int fd, const void *bytes, size_t count) {
  int what = decide_fd("write", fd);
  PASS(ssize_t, what, syscall(SYS_write, fd, bytes, half(what, count)));
}
static ssize_t pwrite_any(int fd, const void *bytes, size_t count, off_t offset) {
  int what = decide_fd("write", fd);
  PASS(ssize_t, what, syscall(SYS_pwrite64, fd, bytes, half(what, count), offset));
}
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) { return pwrite_any(fd, bytes, count, offset); }
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) { return pwrite_any(fd, bytes, count, offset); }
ssize_t writev(int fd, const struct iovec *parts, int count) {
  int what = decide_fd("write", fd);
  if (what == HALF) PASS(ssize_t, GO_ON, syscall(SYS_write, fd, parts[0].iov_base, half(HALF, parts[0].iov_len)));
  PASS(ssize_t, what, syscall(SYS_writev, fd, parts, count));
}
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
  PASS(ssize_t, decide_fd("write", fd), NEXT(pwritev)(fd, parts, count, offset));
}
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) {
  PASS(ssize_t, decide_fd("write", fd), NEXT(pwritev64)(fd, parts, count, offset));
}
ssize_t sendfile64(int to, int from, off64_t *offset, size_t count) {
  PASS(ssize_t, decide_fd("write", to), syscall(SYS_sendfile, to, from, offset, count));
}
ssize_t copy_file_range(int from, off64_t *from_offset, int to, off64_t *to_offset, size_t count, unsigned flags) {
  PASS(ssize_t, decide_fd("write", to), syscall(SYS_copy_file_range, from, from_offset, to, to_offset, count, flags));
}

int rename(const char *from, const char *to) {
  PASS(int, decide_at("rename", AT_FDCWD, to), syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}
int renameat(int from_at, const char *from, int to_at, const char *to) {
  PASS(int, decide_at("rename", to_at, to), syscall(SYS_renameat2, from_at, from, to_at, to, 0));
}
int renameat2(int from_at, const char *from, int to_at, const char *to, unsigned flags) {
  PASS(int, decide_at("rename", to_at, to), syscall(SYS_renameat2, from_at, from, to_at, to, flags));
}
int unlink(const char *path) { PASS(int, decide_at("unlink", AT_FDCWD, path), syscall(SYS_unlinkat, AT_FDCWD, path, 0)); }
int unlinkat(int at, const char *path, int flags) {
  PASS(int, decide_at(flags & AT_REMOVEDIR ? "rmdir" : "unlink", at, path), syscall(SYS_unlinkat, at, path, flags));
}
int remove(const char *path) {
  struct stat status;
  int is_folder = lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
  return is_folder ? rmdir(path) : unlink(path);
}
int rmdir(const char *path) { PASS(int, decide_at("rmdir", AT_FDCWD, path), syscall(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR)); }
int mkdir(const char *path, mode_t mode) { PASS(int, decide_at("mkdir", AT_FDCWD, path), syscall(SYS_mkdirat, AT_FDCWD, path, mode)); }
int mkdirat(int at, const char *path, mode_t mode) { PASS(int, decide_at("mkdir", at, path), syscall(SYS_mkdirat, at, path, mode)); }
char *mkdtemp(char *template) {
  return decide_at("mkdir", AT_FDCWD, template) == FAIL ? NULL : NEXT(mkdtemp)(template);
}
int link(const char *from, const char *to) {
  PASS(int, decide_at("link", AT_FDCWD, to), syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0));
}
int linkat(int from_at, const char *from, int to_at, const char *to, int flags) {
  PASS(int, decide_at("link", to_at, to), syscall(SYS_linkat, from_at, from, to_at, to, flags));
}
int symlink(const char *from, const char *to) { PASS(int, decide_at("symlink", AT_FDCWD, to), syscall(SYS_symlinkat, from, AT_FDCWD, to)); }
int symlinkat(const char *from, int at, const char *to) { PASS(int, decide_at("symlink", at, to), syscall(SYS_symlinkat, from, at, to)); }
int chmod(const char *path, mode_t mode) { PASS(int, decide_at("chmod", AT_FDCWD, path), syscall(SYS_fchmodat, AT_FDCWD, path, mode)); }
int fchmod(int fd, mode_t mode) { PASS(int, decide_fd("chmod", fd), syscall(SYS_fchmod, fd, mode)); }
int fchmodat(int at, const char *path, mode_t mode, int flags) {
  PASS(int, decide_at("chmod", at, path), NEXT(fchmodat)(at, path, mode, flags));
}
int chown(const char *path, uid_t user, gid_t group) {
  PASS(int, decide_at("chown", AT_FDCWD, path), syscall(SYS_fchownat, AT_FDCWD, path, user, group, 0));
}
int fchown(int fd, uid_t user, gid_t group) { PASS(int, decide_fd("chown", fd), syscall(SYS_fchown, fd, user, group)); }
int fsync(int fd) { PASS(int, decide_fd("fsync", fd), syscall(SYS_fsync, fd)); }
int fdatasync(int fd) { PASS(int, decide_fd("fsync", fd), syscall(SYS_fdatasync, fd)); }
int ftruncate(int fd, off_t length) { PASS(int, decide_fd("truncate", fd), syscall(SYS_ftruncate, fd, length)); }
int ftruncate64(int fd, off64_t length) { PASS(int, decide_fd("truncate", fd), syscall(SYS_ftruncate, fd, length)); }
int truncate(const char *path, off_t length) { PASS(int, decide_at("truncate", AT_FDCWD, path), syscall(SYS_truncate, path, length)); }
