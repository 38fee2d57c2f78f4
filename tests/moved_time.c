/* The wall clock so many seconds ahead, for a process and all its children: scripts/at.sh builds and preloads it.

   CLOCK_REALTIME moves, and the times of files with it; what measures durations stays. A semaphore's limit is
   handed on as the kernel knows it; a condition's is left alone, as Python's are in the clock that stays. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/* Or as many as the file that MOVED_TIME_FILE names says at that moment: a clock put ahead and back beneath a process. */
static long ahead(void) {
    static long seconds;
    static const volatile int64_t *told;
    static int known;
    if (!known) {
        const char *given = getenv("MOVED_TIME_SECONDS"), *path = getenv("MOVED_TIME_FILE");
        int file = path ? open(path, O_RDONLY) : -1;
        if (file >= 0) {
            void *mapped = mmap(NULL, sizeof *told, PROT_READ, MAP_SHARED, file, 0);
            if (mapped != MAP_FAILED) told = mapped;
            close(file);
        }
        seconds = given ? atol(given) : 0;
        known = 1;
    }
    return told ? (long)*told : seconds;
}

#define REAL(result, name, ...)                                     \
    static result (*real)(__VA_ARGS__);                             \
    if (!real) real = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static int moves(clockid_t clock) { return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE; }

int clock_gettime(clockid_t clock, struct timespec *now) {
    REAL(int, "clock_gettime", clockid_t, struct timespec *);
    int failed = real(clock, now);
    if (!failed && moves(clock)) now->tv_sec += ahead();
    return failed;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    REAL(int, "gettimeofday", struct timeval *, void *);
    int failed = real(now, zone);
    if (!failed && now) now->tv_sec += ahead();
    return failed;
}

time_t time(time_t *into) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (into) *into = now.tv_sec;
    return now.tv_sec;
}

/* Each by both of its names, of which a program may use either. */
#define STAT(kind, name, given, ...)                                   \
    int name(__VA_ARGS__) {                                            \
        REAL(int, #name, __VA_ARGS__);                                 \
        int failed = real given;                                       \
        if (failed) return failed;                                     \
        found->st_atim.tv_sec += ahead();                              \
        found->st_mtim.tv_sec += ahead();                              \
        found->st_ctim.tv_sec += ahead();                              \
        return 0;                                                      \
    }
#define STATS(kind, tail)                                                                                       \
    STAT(kind, stat##tail, (path, found), const char *restrict path, struct kind *restrict found)               \
    STAT(kind, lstat##tail, (path, found), const char *restrict path, struct kind *restrict found)              \
    STAT(kind, fstat##tail, (file, found), int file, struct kind *found)                                        \
    STAT(kind, fstatat##tail, (folder, path, found, flags), int folder, const char *restrict path,              \
         struct kind *restrict found, int flags)

STATS(stat, )
STATS(stat64, 64)

static const struct timespec *kernels(const struct timespec until[], struct timespec into[], int count) {
    if (!until) return NULL;
    for (int each = 0; each < count; each++) {
        into[each] = until[each];
        if (until[each].tv_nsec != UTIME_NOW && until[each].tv_nsec != UTIME_OMIT) into[each].tv_sec -= ahead();
    }
    return into;
}

int utimensat(int folder, const char *path, const struct timespec times[2], int flags) {
    REAL(int, "utimensat", int, const char *, const struct timespec *, int);
    struct timespec into[2];
    return real(folder, path, kernels(times, into, 2), flags);
}

int futimens(int file, const struct timespec times[2]) {
    REAL(int, "futimens", int, const struct timespec *);
    struct timespec into[2];
    return real(file, kernels(times, into, 2));
}

int sem_timedwait(sem_t *restrict semaphore, const struct timespec *restrict until) {
    REAL(int, "sem_timedwait", sem_t *, const struct timespec *);
    struct timespec into[1];
    return real(semaphore, kernels(until, into, 1));
}
