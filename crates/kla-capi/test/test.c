/* Calls the library as a C program does: sound, wrong and odd requests. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "../include/kla.h"

static void holds(const char *request, size_t length, const char *part) {
  size_t written = 0;
  char *response = kla_call(request, length, &written);
  assert(response != NULL && strlen(response) == written);
  if (strstr(response, part) == NULL) {
    fprintf(stderr, "no `%s` in %s\n", part, response);
    assert(0);
  }
  kla_free(response);
}

int main(void) {
  assert(kla_abi_version() == 1);
  const char *sound =
      "{\"format\":1,\"verb\":\"score\",\"answers\":{\"format\":1,\"edition\":\"2023\",\"region\":\"32.73\","
      "\"year\":2024,\"stage\":\"mandiri\",\"blocks\":{\"kelembagaan\":\"145,24\"}}}";
  holds(sound, strlen(sound), "\"points\": \"145.24\"");
  holds("{", 1, "request-syntax");
  holds("", 0, "\"ok\":false");
  holds(NULL, 0, "\"ok\":false");
  holds("\xff\xfe", 2, "request-syntax");
  /* A name with a byte that is no text is not another name. */
  holds("{\"format\":1,\"verb\":\"version\",\"lang\":\"\xff\"}", 40, "bukan UTF-8: byte ke-38 ");
  holds("{\"verb\":\"\0\"}", 12, "\"ok\":false");
  assert(kla_call(NULL, 5, NULL) == NULL);
  kla_free(kla_call("{}", 2, NULL));
  kla_free(NULL);
  puts("C: 10 panggilan benar");
  return 0;
}
