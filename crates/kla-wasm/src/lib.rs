//! The door as a WebAssembly module: a request as JSON text in, a response as JSON text out.
//!
//! ```text
//! at = kla_alloc(length)          room for the request, to be filled with UTF-8
//! reply = kla_call(at, length)    takes the request; (pointer << 32) | length of the response
//! kla_free(pointer, length)       gives the response back
//! ```
//!
//! Nothing is imported: the module has no clock, no randomness, no files and no network. On any other
//! target this crate is empty; there, call `kla_door::call`.

#![cfg(target_arch = "wasm32")]

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};

/// Room for so many bytes, at least one; what is in it is undefined until it is written.
#[unsafe(no_mangle)]
pub extern "C" fn kla_alloc(length: usize) -> *mut u8 {
    let layout = layout(length);
    // SAFETY: the layout is never of size zero.
    let at = unsafe { alloc(layout) };
    if at.is_null() { handle_alloc_error(layout) } else { at }
}

/// Gives back what [`kla_alloc`] or [`kla_call`] gave.
///
/// # Safety
///
/// `at` and `length` are those that were given, and were not given back before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kla_free(at: *mut u8, length: usize) {
    // SAFETY: both functions allocate with this layout, and the caller keeps the promise above.
    unsafe { dealloc(at, layout(length)) }
}

/// Answers a request and gives its room back.
///
/// Returns where the response begins and how long it is, `(pointer << 32) | length`; it is given back with
/// [`kla_free`]. What is no UTF-8 is refused in it, with its place.
///
/// # Safety
///
/// `at` and `length` are those of a [`kla_alloc`], all of whose bytes were written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kla_call(at: *mut u8, length: usize) -> u64 {
    // SAFETY: the caller has allocated and written these bytes, and nobody else reads them meanwhile.
    let request = unsafe { std::slice::from_raw_parts(at, length) };
    let response = kla_door::call_bytes(request);
    // SAFETY: it came from `kla_alloc`, and the request is not used any more.
    unsafe { kla_free(at, length) };
    let (out, length) = (kla_alloc(response.len()), response.len());
    // SAFETY: `out` is new and has room for the whole response.
    unsafe { std::ptr::copy_nonoverlapping(response.as_ptr(), out, length) };
    ((out as u64) << 32) | length as u64
}

fn layout(length: usize) -> Layout {
    // No text is near half the address space: a longer one is a defect of the caller.
    Layout::array::<u8>(length.max(1)).unwrap_or_else(|_| std::process::abort())
}
