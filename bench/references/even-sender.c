// even-sender: sends GET requests at an even rate over 50 connections, and does nothing else: it stores nothing, knows one request,
// and reads an answer only when it needs the connection again. What it is late by, the machine is late by.
// usage: even-sender PORT RATE SECONDS
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define CONNECTIONS 50

static double now(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return at.tv_sec + at.tv_nsec / 1e9;
}

int main(int count, char **words) {
  if (count != 4) return 2;
  const double rate = atof(words[2]);
  const long requests = (long)(rate * atof(words[3]));
  const char request[] = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(atoi(words[1]))};
  inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
  int sockets[CONNECTIONS];
  for (int i = 0; i < CONNECTIONS; i++) {
    sockets[i] = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(sockets[i], (struct sockaddr *)&to, sizeof to) != 0) return 1;
  }
  prctl(PR_SET_TIMERSLACK, 1);
  const double start = now();
  for (long i = 0; i < requests; i++) {
    const double due = start + i / rate;
    for (double left; (left = due - now()) > 0;) {
      const struct timespec pause = {.tv_nsec = (long)(left * 1e9)};
      nanosleep(&pause, NULL);
    }
    char answers[4096];
    const int to_send = sockets[i % CONNECTIONS];
    while (recv(to_send, answers, sizeof answers, MSG_DONTWAIT) > 0) {
    }
    if (send(to_send, request, sizeof request - 1, MSG_NOSIGNAL) < 0) return 1;
  }
  usleep(100000);
  return 0;
}
