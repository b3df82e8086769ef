#pragma once
// The C library's own types have to belong to Swift's module Glibc, whichever of our modules is read first.
#if __has_feature(modules)
#pragma clang module import SwiftGlibc
#endif
#include <microhttpd.h>
#include <stdint.h>

// MHD_start_daemon is variadic, which Swift cannot import: every option that is used stands here by name.
struct shim_MHD_settings {
  unsigned int flags;
  int listening_socket;
  unsigned int threads;
  unsigned int connections;
  unsigned int idle_seconds;
  size_t connection_memory;
  MHD_AcceptPolicyCallback accept;
  MHD_AccessHandlerCallback handle;
  MHD_RequestCompletedCallback completed;
  MHD_NotifyConnectionCallback connection_changed;
  void *(*target_seen)(void *context, const char *target, struct MHD_Connection *connection);
  size_t (*unescape)(void *context, struct MHD_Connection *connection, char *text);
  void *context;
};

static inline struct MHD_Daemon *shim_MHD_start_daemon(const struct shim_MHD_settings *s) {
  return MHD_start_daemon(
      s->flags, 0, s->accept, s->context, s->handle, s->context,
      MHD_OPTION_LISTEN_SOCKET, s->listening_socket,
      MHD_OPTION_THREAD_POOL_SIZE, s->threads,
      MHD_OPTION_CONNECTION_LIMIT, s->connections,
      MHD_OPTION_CONNECTION_TIMEOUT, s->idle_seconds,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, s->connection_memory,
      MHD_OPTION_NOTIFY_COMPLETED, s->completed, s->context,
      MHD_OPTION_NOTIFY_CONNECTION, s->connection_changed, s->context,
      MHD_OPTION_URI_LOG_CALLBACK, s->target_seen, s->context,
      MHD_OPTION_UNESCAPE_CALLBACK, s->unescape, s->context,
      MHD_OPTION_END);
}

// MHD_get_connection_info is variadic too, though none of these kinds takes a further argument.
static inline const struct sockaddr *shim_MHD_client_address(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  return info ? info->client_addr : 0;
}
static inline int shim_MHD_connection_socket(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  return info ? info->connect_fd : -1;
}
static inline void *shim_MHD_socket_context(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  return info ? info->socket_context : 0;
}
// Macros with casts that Swift does not import.
static inline uint64_t shim_MHD_unknown_size(void) { return MHD_SIZE_UNKNOWN; }
static inline ssize_t shim_MHD_end_of_stream(void) { return MHD_CONTENT_READER_END_OF_STREAM; }
static inline ssize_t shim_MHD_end_with_error(void) { return MHD_CONTENT_READER_END_WITH_ERROR; }
