// load PORT PATH CONNECTIONS SECONDS: keeps one request in flight on each connection and prints how many were answered
// each second.
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

int main(int count, char **words) {
  int connections = atoi(words[3]);
  char request[512], answer[65536];
  int length = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n", words[2]);
  struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons(atoi(words[1])),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int queue = epoll_create1(0);
  for (int index = 0; index < connections; index++) {
    int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(descriptor, (struct sockaddr *)&place, sizeof place)) return 1;
    struct epoll_event event = {.events = EPOLLIN, .data.fd = descriptor};
    epoll_ctl(queue, EPOLL_CTL_ADD, descriptor, &event);
    if (write(descriptor, request, length) != length) return 1;
  }
  double begin = now(), end = begin + atof(words[4]);
  long answered = 0;
  struct epoll_event events[64];
  while (now() < end) {
    int ready = epoll_wait(queue, events, 64, 100);
    for (int index = 0; index < ready; index++) {
      // Both servers send so small an answer in one piece.
      ssize_t got = read(events[index].data.fd, answer, sizeof answer);
      if (got <= 12 || memcmp(answer, "HTTP/1.1 200", 12)) return 2;
      answered++;
      if (write(events[index].data.fd, request, length) != length) return 1;
    }
  }
  printf("%.0f\n", answered / (now() - begin));
  return 0;
}
