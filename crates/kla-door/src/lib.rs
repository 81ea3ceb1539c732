//! The door for other languages: one request as JSON text in, one response as JSON text out.
//!
//! ```text
//! request text ─► Asked (keys checked, nothing ignored) ─► a verb ─► response text
//! ```
//!
//! Python, PHP, C and the browser call [`call`] and nothing else. They need no logic of their own: what
//! is wrong with a request, an answers file or a rule stands in the response, with a stable code, a
//! place and advice. A response never depends on a clock, a locale or an earlier request.
//!
//! ```
//! let response = kla_door::call(r#"{
//!     "format": 1,
//!     "verb": "score",
//!     "answers": {
//!         "format": 1, "edition": "2023", "region": "32.73", "year": 2024, "stage": "mandiri",
//!         "blocks": { "kelembagaan": "145,24" }
//!     }
//! }"#);
//! assert!(response.starts_with(r#"{"format":1,"ok":true,"warnings":[],"result":{"#));
//! assert!(response.contains(r#""points": "145.24""#));
//!
//! let response = kla_door::call(r#"{ "format": 1, "verb": "scor" }"#);
//! assert!(response.starts_with(r#"{"format":1,"ok":false,"diagnostics":[{"code":"request-word""#));
//! ```

mod code;
mod reply;

mod asked;
mod read;

mod case;
mod edition;
mod verbs;

pub use code::DoorCode;
pub use verbs::{VERBS, Verb};

use reply::Refusal;

/// The version of requests and responses.
pub const FORMAT: u32 = 1;

/// Answers a request. It always answers: what cannot be done is said in the response.
///
/// The keys of requests are those of [`VERBS`]; the README of this crate explains them.
///
/// ```
/// let response = kla_door::call("{");
/// assert!(response.contains(r#""ok":false"#) && response.contains("request-syntax"));
/// ```
#[must_use]
pub fn call(request: &str) -> String {
    // The libraries do not panic on any text; a defect that makes one do so must not take a web server
    // or a spreadsheet down with it.
    let answer = std::panic::catch_unwind(|| verbs::answer(request));
    reply::response(answer.unwrap_or_else(|_| Err(Refusal::defect())))
}

/// The same for bytes that came from elsewhere: what is no UTF-8 is refused with its place, never replaced.
///
/// ```
/// let response = kla_door::call_bytes(b"{\"format\":1,\"verb\":\"\xff\"}");
/// assert!(response.contains("request-syntax") && response.contains(r#""column":21"#));
/// ```
#[must_use]
pub fn call_bytes(request: &[u8]) -> String {
    match std::str::from_utf8(request) {
        Ok(text) => call(text),
        Err(wrong) => reply::response(Err(Refusal::not_utf8(request, wrong.valid_up_to()))),
    }
}

/// The text of a file as requests hold it, for languages that would read its bytes in another way.
///
/// # Errors
///
/// The response that refuses it, with its place: it is no UTF-8, or a workbook.
///
/// ```
/// assert_eq!(kla_door::text_of("isian.toml", "\u{feff}a\r\n".into()).unwrap(), "a\r\n");
/// assert!(kla_door::text_of("isian.toml", vec![0xff]).unwrap_err().contains("not-utf8"));
/// ```
pub fn text_of(name: &str, bytes: Vec<u8>) -> Result<String, String> {
    match kla::Source::from_bytes(name, bytes) {
        Ok(source) => Ok(source.text().to_owned()),
        Err(rejected) => Err(reply::response(Err(Refusal::from(rejected)))),
    }
}

/// The result in a response, as the very text that it was written as; `None` where there is none.
///
/// In a response `"result":` follows a comma, and all that is behind it, save the last brace, is the
/// result. A language without a JSON reader that keeps texts finds it in the same way.
///
/// ```
/// let response = kla_door::call(r#"{ "format": 1, "verb": "version" }"#);
/// assert!(kla_door::result_of(&response).unwrap().starts_with(r#"{"door":1,"#));
/// ```
#[must_use]
pub fn result_of(response: &str) -> Option<&str> {
    let (_, behind) = response.split_once(",\"result\":")?;
    behind.strip_suffix('}')
}
