//! The JSON door for C: `kla_call` takes a request and gives a response, `kla_free` takes the response back.
//!
//! The header is `include/kla.h`. A response is a text of UTF-8 that ends in a zero byte. It belongs to the
//! caller until it is given to `kla_free`, once. Nothing is kept between calls, and calls may come from any
//! thread. No panic leaves the library: a defect is a response like any other, with the code `door-defect`.

use std::ffi::{CString, c_char};

/// The version of this interface: raised when a function changes its meaning.
#[unsafe(no_mangle)]
pub extern "C" fn kla_abi_version() -> u32 {
    1
}

/// Answers a request of `length` bytes of UTF-8, which need no zero at their end.
///
/// The response is UTF-8 and ends in a zero byte; its length without that zero is written to
/// `response_length`, unless that is null. It belongs to the caller until it is given to `kla_free`. It is
/// never null but for a request that is null and has a length: what is wrong with a request stands in the
/// response, and so does that it is no UTF-8. Any thread may call that has 512 KiB of stack.
///
/// # Safety
///
/// `request` is null, or points to `length` bytes that nobody changes during the call. `response_length` is
/// null, or points to room for a length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kla_call(
    request: *const c_char,
    length: usize,
    response_length: *mut usize,
) -> *mut c_char {
    let bytes: &[u8] = if request.is_null() {
        if length > 0 {
            return std::ptr::null_mut();
        }
        &[]
    } else {
        // SAFETY: the caller promises so many readable bytes that stay as they are.
        unsafe { std::slice::from_raw_parts(request.cast::<u8>(), length) }
    };
    let response = kla_door::call_bytes(bytes);
    // A response is JSON, in which a zero byte is written as an escape.
    let Ok(response) = CString::new(response) else { return std::ptr::null_mut() };
    if !response_length.is_null() {
        // SAFETY: the caller promises a place for it.
        unsafe { response_length.write(response.as_bytes().len()) };
    }
    response.into_raw()
}

/// Takes a response back, once. Null is allowed and does nothing.
///
/// # Safety
///
/// `response` is null, or came from `kla_call` and has not been given back before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kla_free(response: *mut c_char) {
    if !response.is_null() {
        // SAFETY: it came from `CString::into_raw` in `kla_call`, and comes back once.
        drop(unsafe { CString::from_raw(response) });
    }
}
