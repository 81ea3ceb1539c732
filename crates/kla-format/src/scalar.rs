//! Keys, texts and numbers.

use toml_edit::{Key, Value};

use crate::guide::{Keys, Place, Scalar};

/// A key: bare where its name begins with a letter, quoted where it is a number or has odd signs.
/// Years are bare.
pub(crate) fn key(key: &Key, place: &Place) -> String {
    let name = key.get();
    let plain = |sign: char| sign.is_ascii_alphanumeric() || sign == '-' || sign == '_';
    let year = matches!(place.keys, Keys::Years(_))
        && !name.is_empty()
        && name.chars().all(|sign| sign.is_ascii_digit());
    let word = name.starts_with(|sign: char| sign.is_ascii_alphabetic() || sign == '_')
        && name.chars().all(plain);
    if year || word { name.to_owned() } else { quoted(name) }
}

/// A value that is neither a list nor a table; `written` is how it stands in the file.
pub(crate) fn scalar(value: &Value, written: &str, place: &Place) -> String {
    match value {
        Value::String(text) => {
            let text = match place.scalar {
                Scalar::Number | Scalar::Answer => with_dot(text.value()),
                Scalar::Kept => None,
            }
            .unwrap_or_else(|| text.value().clone());
            let in_lines = written.starts_with("\"\"\"") || written.starts_with("'''");
            if in_lines && text.contains('\n') { quoted_lines(&text) } else { quoted(&text) }
        }
        Value::Integer(_) if place.scalar == Scalar::Number => {
            whole(written).map_or_else(|| written.to_owned(), |digits| quoted(&digits))
        }
        _ => written.to_owned(),
    }
}

/// A decimal comma as a dot; `None` for everything else, and where the mark could be grouping: what
/// the writer meant by `1,000` must stay visible.
fn with_dot(text: &str) -> Option<String> {
    let (whole, decimals) = text.split_once(',')?;
    let unsigned = whole.strip_prefix('-').unwrap_or(whole);
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let grouping = decimals.len() == 3 && unsigned.len() <= 3 && !unsigned.starts_with('0');
    (digits(unsigned) && digits(decimals) && !grouping).then(|| format!("{whole}.{decimals}"))
}

/// The digits of a bare whole number; `None` for hexadecimal and its like.
fn whole(written: &str) -> Option<String> {
    let digits: String = written.trim_start_matches('+').chars().filter(|s| *s != '_').collect();
    let unsigned = digits.strip_prefix('-').unwrap_or(&digits);
    (!unsigned.is_empty() && unsigned.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// A text in double quotes on one line.
fn quoted(text: &str) -> String {
    let mut written = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' => written.push_str("\\\""),
            '\n' => written.push_str("\\n"),
            sign => push(&mut written, sign),
        }
    }
    written + "\""
}

/// A text in three double quotes, line by line. A blank before a line break and a quote that could end
/// the text are escaped, so that neither can get lost.
fn quoted_lines(text: &str) -> String {
    let mut written = String::from("\"\"\"\n");
    let mut rest = text.chars().peekable();
    let mut quotes = 0;
    while let Some(sign) = rest.next() {
        let last = rest.peek().is_none();
        quotes = if sign == '"' { quotes + 1 } else { 0 };
        match sign {
            '"' if quotes == 3 || last => {
                written.push_str("\\\"");
                quotes = 0;
            }
            '"' | '\n' => written.push(sign),
            ' ' if rest.peek() == Some(&'\n') => written.push_str("\\u0020"),
            sign => push(&mut written, sign),
        }
    }
    written + "\"\"\""
}

/// A sign, escaped where TOML wants it or nobody could see it.
fn push(written: &mut String, sign: char) {
    match sign {
        '\\' => written.push_str("\\\\"),
        '\t' => written.push_str("\\t"),
        '\r' => written.push_str("\\r"),
        sign if sign.is_control() || is_invisible(sign) => {
            let code = u32::from(sign);
            let escape =
                if code > 0xFFFF { format!("\\U{code:08X}") } else { format!("\\u{code:04X}") };
            written.push_str(&escape);
        }
        sign => written.push(sign),
    }
}

/// Blanks that look like others, marks without width, and those that turn the direction of a line.
fn is_invisible(sign: char) -> bool {
    matches!(sign, '\u{A0}' | '\u{AD}' | '\u{2007}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202F}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_becomes_a_dot_only_where_it_is_decimal() {
        for (text, expected) in [
            ("145,24", Some("145.24")),
            ("0,125", Some("0.125")),
            ("1234,567", Some("1234.567")),
            ("-2,5", Some("-2.5")),
            ("1,000", None),
            ("597,928", None),
            ("145.24", None),
            ("1.234,56", None),
            ("1,2,3", None),
            ("perda", None),
            (",5", None),
            ("5,", None),
        ] {
            assert_eq!(with_dot(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn bare_whole_numbers_are_known_by_their_digits() {
        for (written, expected) in [
            ("12", Some("12")),
            ("-3", Some("-3")),
            ("+3", Some("3")),
            ("1_000", Some("1000")),
            ("0x1F", None),
        ] {
            assert_eq!(whole(written).as_deref(), expected, "{written}");
        }
    }

    #[test]
    fn texts_show_every_sign() {
        assert_eq!(quoted("a \"b\" \\ \u{e9}\u{a0}\n"), "\"a \\\"b\\\" \\\\ \u{e9}\\u00A0\\n\"");
        assert_eq!(
            quoted_lines("a \n\"\"\"\"b\""),
            "\"\"\"\na\\u0020\n\"\"\\\"\"b\\\"\"\"\"".to_owned()
        );
    }
}
