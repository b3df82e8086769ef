#pragma once
// The C library's own types have to belong to Swift's module Glibc, whichever of our modules is read first.
#if __has_feature(modules)
#pragma clang module import SwiftGlibc
#endif
// Functions of glibc that its headers show only under _GNU_SOURCE, which Swift's own module of
// glibc is built without. Declared here by hand; all are in glibc 2.34 and later.
#include <spawn.h>
#include <stddef.h>

extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions,
                                                const char *path);
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);

extern void *memmem(const void *haystack, size_t haystack_length, const void *needle, size_t needle_length);

/// Starts the child as the leader of a session of its own (POSIX_SPAWN_SETSID).
static const short fractal_spawn_setsid = 0x80;
