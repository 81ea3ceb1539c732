/* The JSON door of kla, for C and whatever can call C. Written by cbindgen from src/lib.rs:
 * KLA_BLESS=1 cargo test --test header
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
#endif // __cplusplus

/*
 The version of this interface: raised when a function changes its meaning.
 */
uint32_t kla_abi_version(void);

/*
 Answers a request of `length` bytes of UTF-8, which need no zero at their end.

 The response is UTF-8 and ends in a zero byte; its length without that zero is written to
 `response_length`, unless that is null. It belongs to the caller until it is given to `kla_free`. It is
 never null but for a request that is null and has a length: what is wrong with a request stands in the
 response, and so does that it is no UTF-8. Any thread may call that has 512 KiB of stack.

 # Safety

 `request` is null, or points to `length` bytes that nobody changes during the call. `response_length` is
 null, or points to room for a length.
 */
char *kla_call(const char *request,
               size_t length,
               size_t *response_length);

/*
 Takes a response back, once. Null is allowed and does nothing.

 # Safety

 `response` is null, or came from `kla_call` and has not been given back before.
 */
void kla_free(char *response);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* KLA_H */
