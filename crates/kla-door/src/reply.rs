//! What goes out: a result with its warnings, or everything that keeps it from being made.

use kla::{FindingFile, FindingResult, Rejected, Severity, Source, Text};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use crate::FORMAT;
use crate::code::DoorCode;

/// What messages call the request.
pub(crate) const REQUEST: &str = "request";

/// A result, with what was found on the way.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) warnings: Vec<FindingResult>,
    pub(crate) result: Box<RawValue>,
}

/// Why there is no result; at least one finding is an error.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) diagnostics: Vec<FindingResult>,
}

impl Refusal {
    /// The program itself is wrong.
    pub(crate) fn defect() -> Refusal {
        let message = Text::new(
            "program ini keliru dan tidak dapat menjawab",
            "the program is wrong and cannot answer",
        );
        let help = Text::new(
            "laporkan bersama permintaannya, tanpa data perorangan",
            "report it together with the request, without personal data",
        );
        Refusal::of(DoorCode::Defect, (1, 1), &message, &help)
    }

    /// The request is no text: so many of its bytes are sound.
    pub(crate) fn not_utf8(request: &[u8], sound: usize) -> Refusal {
        let text = String::from_utf8_lossy(&request[..sound]);
        let position = Source::new(REQUEST, text).position(sound);
        let message = Text::new(
            format!("permintaan bukan UTF-8: byte ke-{} tidak dapat dibaca", sound + 1),
            format!("the request is no UTF-8: byte {} cannot be read", sound + 1),
        );
        let help = Text::new(
            "ubah teksnya menjadi UTF-8 sebelum dikirim",
            "turn the text into UTF-8 before it is sent",
        );
        Refusal::of(DoorCode::Syntax, position, &message, &help)
    }

    fn of(code: DoorCode, position: (usize, usize), message: &Text, help: &Text) -> Refusal {
        let place = (REQUEST, position);
        let finding = FindingResult::new(code.name(), Severity::Error, place, message, Some(help));
        Refusal { diagnostics: vec![finding] }
    }
}

impl From<Rejected> for Refusal {
    fn from(rejected: Rejected) -> Refusal {
        Refusal { diagnostics: FindingFile::new(rejected.diagnostics()).findings }
    }
}

/// A JSON text of a library as it is, without its last line break.
pub(crate) fn json(text: String) -> Result<Box<RawValue>, Refusal> {
    let text = text.strip_suffix('\n').map(str::to_owned).unwrap_or(text);
    RawValue::from_string(text).map_err(|_| Refusal::defect())
}

/// A value of this crate as JSON.
pub(crate) fn written(value: &(impl Serialize + ?Sized)) -> Result<Box<RawValue>, Refusal> {
    to_raw_value(value).map_err(|_| Refusal::defect())
}

/// The members of a response that say how it went: the result is the last of them.
pub(crate) fn outcome(answer: Result<Reply, Refusal>) -> Result<Box<RawValue>, Refusal> {
    let text = match answer {
        Ok(Reply { warnings, result }) => {
            format!("{{\"ok\":true,\"warnings\":{},\"result\":{result}}}", written(&warnings)?)
        }
        Err(Refusal { diagnostics }) => {
            format!("{{\"ok\":false,\"diagnostics\":{}}}", written(&diagnostics)?)
        }
    };
    RawValue::from_string(text).map_err(|_| Refusal::defect())
}

/// The response.
pub(crate) fn response(answer: Result<Reply, Refusal>) -> String {
    let outcome = outcome(answer).or_else(|refusal| outcome(Err(refusal)));
    let outcome = outcome.as_ref().map_or("{\"ok\":false,\"diagnostics\":[]}", |text| text.get());
    format!("{{\"format\":{FORMAT},{}", outcome.strip_prefix('{').unwrap_or_default())
}
