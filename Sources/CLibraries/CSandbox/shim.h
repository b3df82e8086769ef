#pragma once
// What a child process gives up before it reads bytes from outside. Each call answers 0, or the
// error number with which the kernel refused it.
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

extern int unshare(int flags);

/// A pipe whose ends no other program that is started meanwhile inherits.
static inline int fractal_pipe(int ends[2]) {
  const int close_on_exec = 02000000;
  return (int)syscall(__NR_pipe2, ends, close_on_exec);
}

/// Moves the process into a network of its own that has no interfaces.
static inline int fractal_leave_network(void) {
  const int user = 0x10000000, network = 0x40000000;
  return unshare(user | network) == 0 ? 0 : errno;
}

#define FRACTAL_REFUSE(number) \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 1), \
  BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)

/// Refuses, for the rest of the process's life, the system calls that reach other processes,
/// programs, files' names and the network.
static inline int fractal_refuse_system_calls(void) {
  struct sock_filter filter[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
#if defined(__x86_64__)
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0),
#else
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_AARCH64, 1, 0),
#endif
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      FRACTAL_REFUSE(__NR_socket),
      FRACTAL_REFUSE(__NR_socketpair),
      FRACTAL_REFUSE(__NR_connect),
      FRACTAL_REFUSE(__NR_bind),
      FRACTAL_REFUSE(__NR_listen),
      FRACTAL_REFUSE(__NR_execve),
      FRACTAL_REFUSE(__NR_execveat),
      FRACTAL_REFUSE(__NR_ptrace),
      FRACTAL_REFUSE(__NR_process_vm_readv),
      FRACTAL_REFUSE(__NR_process_vm_writev),
      FRACTAL_REFUSE(__NR_kill),
      FRACTAL_REFUSE(__NR_tkill),
      FRACTAL_REFUSE(__NR_mount),
      FRACTAL_REFUSE(__NR_unlinkat),
      FRACTAL_REFUSE(__NR_renameat2),
      FRACTAL_REFUSE(__NR_linkat),
      FRACTAL_REFUSE(__NR_symlinkat),
      FRACTAL_REFUSE(__NR_mkdirat),
      FRACTAL_REFUSE(__NR_fchmodat),
      FRACTAL_REFUSE(__NR_bpf),
      FRACTAL_REFUSE(__NR_keyctl),
#if defined(__x86_64__)
      FRACTAL_REFUSE(__NR_fork),
      FRACTAL_REFUSE(__NR_vfork),
      FRACTAL_REFUSE(__NR_unlink),
      FRACTAL_REFUSE(__NR_rename),
      FRACTAL_REFUSE(__NR_link),
      FRACTAL_REFUSE(__NR_symlink),
      FRACTAL_REFUSE(__NR_mkdir),
      FRACTAL_REFUSE(__NR_chmod),
#endif
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {sizeof(filter) / sizeof(filter[0]), filter};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0 ? 0 : errno;
}
