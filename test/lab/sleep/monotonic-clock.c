/*
 * Preloaded into a browser: its monotonic clock leaves out the time for which the machine slept, as that of Linux does
 * (CLOCK_MONOTONIC, clock_gettime(2)), while the time of day goes on.
 *
 * BURROW_LAB_SLEPT names a file with that time: nanoseconds, eight bytes, in this machine's byte order. It may change at any
 * time. Prototypes instead of headers: so it is built by a compiler alone, without libc6-dev.
 */

struct timespec { long tv_sec; long tv_nsec; };
struct itimerspec { struct timespec it_interval, it_value; };

char *getenv(const char *);
int open(const char *, int, ...);
void *mmap(void *, unsigned long, int, int, int, long);
void *dlsym(void *, const char *);
void abort(void);

#define NEXT ((void *)-1L)
#define PROT_READ 1
#define MAP_SHARED 1
#define MAP_FAILED ((void *)-1L)
#define CLOCK_REALTIME 0
#define CLOCK_MONOTONIC 1
#define CLOCK_MONOTONIC_RAW 4
#define CLOCK_MONOTONIC_COARSE 6
#define TFD_TIMER_ABSTIME 1
#define FUTEX_WAIT_BITSET 9
#define FUTEX_COMMAND 0x7f
#ifdef __x86_64__
#define SYS_FUTEX 202
#else
#define SYS_FUTEX 98
#endif
#define NANOSECONDS 1000000000L
/* A deadline later than this since an unknown beginning is a time of day: no machine has been up for so long. */
#define TIME_OF_DAY_FROM_S 1000000000L

static const volatile long *slept;
static int (*real_gettime)(int, struct timespec *);
static int (*real_clockwait)(void *, void *, int, const struct timespec *);
static int (*real_settime)(int, int, const struct itimerspec *, struct itimerspec *);
static long (*real_syscall)(long, long, long, long, long, long, long);

__attribute__((constructor)) static void prepare(void) {
  if (slept) return;
  const char *path = getenv("BURROW_LAB_SLEPT");
  int file = path ? open(path, 0) : -1;
  void *mapped = file < 0 ? MAP_FAILED : mmap(0, sizeof(long), PROT_READ, MAP_SHARED, file, 0);
  if (mapped == MAP_FAILED) abort();
  real_gettime = (int (*)(int, struct timespec *))dlsym(NEXT, "clock_gettime");
  real_clockwait = (int (*)(void *, void *, int, const struct timespec *))dlsym(NEXT, "pthread_cond_clockwait");
  real_settime = (int (*)(int, int, const struct itimerspec *, struct itimerspec *))dlsym(NEXT, "timerfd_settime");
  real_syscall = (long (*)(long, long, long, long, long, long, long))dlsym(NEXT, "syscall");
  slept = mapped;
}

static struct timespec shifted(struct timespec time, long by) {
  long sum = time.tv_nsec + by % NANOSECONDS;
  time.tv_sec += by / NANOSECONDS;
  if (sum < 0) { sum += NANOSECONDS; time.tv_sec -= 1; }
  if (sum >= NANOSECONDS) { sum -= NANOSECONDS; time.tv_sec += 1; }
  time.tv_nsec = sum;
  return time;
}

static int is_monotonic_deadline(const struct timespec *deadline) {
  return deadline && deadline->tv_sec < TIME_OF_DAY_FROM_S;
}

int clock_gettime(int clock, struct timespec *time) {
  prepare();
  int result = real_gettime(clock, time);
  if (result == 0 && (clock == CLOCK_MONOTONIC || clock == CLOCK_MONOTONIC_RAW || clock == CLOCK_MONOTONIC_COARSE))
    *time = shifted(*time, -*slept);
  return result;
}

int pthread_cond_clockwait(void *condition, void *mutex, int clock, const struct timespec *deadline) {
  prepare();
  if (clock != CLOCK_MONOTONIC || !deadline) return real_clockwait(condition, mutex, clock, deadline);
  struct timespec real = shifted(*deadline, *slept);
  return real_clockwait(condition, mutex, clock, &real);
}

/* Which clock it goes by is said where the condition was made: the deadline tells. */
int pthread_cond_timedwait(void *condition, void *mutex, const struct timespec *deadline) {
  int clock = is_monotonic_deadline(deadline) ? CLOCK_MONOTONIC : CLOCK_REALTIME;
  return pthread_cond_clockwait(condition, mutex, clock, deadline);
}

int timerfd_settime(int timer, int flags, const struct itimerspec *value, struct itimerspec *old) {
  prepare();
  /* All zeros take the timer back. */
  int is_off = value->it_value.tv_sec == 0 && value->it_value.tv_nsec == 0;
  if (!(flags & TFD_TIMER_ABSTIME) || is_off || !is_monotonic_deadline(&value->it_value))
    return real_settime(timer, flags, value, old);
  struct itimerspec real = *value;
  real.it_value = shifted(real.it_value, *slept);
  return real_settime(timer, flags, &real, old);
}

/* Variadic in libc: every call is passed on with all six arguments, whatever of them means anything. */
long syscall(long number, long a, long b, long c, long d, long e, long f) {
  prepare();
  const struct timespec *deadline = (const struct timespec *)d;
  if (number != SYS_FUTEX || (b & FUTEX_COMMAND) != FUTEX_WAIT_BITSET || !is_monotonic_deadline(deadline))
    return real_syscall(number, a, b, c, d, e, f);
  struct timespec real = shifted(*deadline, *slept);
  return real_syscall(number, a, b, c, (long)&real, e, f);
}
