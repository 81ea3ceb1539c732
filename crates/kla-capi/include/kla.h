/* The JSON door of kla, for C and whatever can call C.
 *
 * A request is JSON, such as {"format":1,"verb":"score","answers":"..."}; verbs and keys are described in
 * crates/kla-door/README.md. What is wrong with a request or with answers stands in the response, with a code,
 * a place and advice. */
#ifndef KLA_H
#define KLA_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of this interface: raised when a function changes its meaning. */
uint32_t kla_abi_version(void);

/* Answers a request of `length` bytes of UTF-8. The response is UTF-8 and ends in a zero byte; its length without
 * that zero is written to `response_length`, unless that is NULL. It belongs to the caller until it is given to
 * kla_free(). NULL only for a request that is NULL and has a length. Any thread may call. */
char *kla_call(const char *request, size_t length, size_t *response_length);

/* Takes a response back, once. NULL is allowed. */
void kla_free(char *response);

#ifdef __cplusplus
}
#endif

#endif
