//! Numbers in cells: from the binary float of a workbook to decimal text, and what its format says.

/// What the number format of a cell says about the number.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Format {
    /// How the number is meant.
    pub(crate) share: Share,
    /// Decimals that are always shown.
    pub(crate) decimals: u32,
}

/// Whether a number is a share of one, shown in per cent.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Share {
    /// A plain number.
    Plain,
    /// 0.85 is shown as 85 %.
    OfOne,
    /// 85 is shown as 85 %, because the sign is only text behind it.
    InPercent,
}

impl Format {
    /// A cell without a format.
    pub(crate) const GENERAL: Format = Format { share: Share::Plain, decimals: 0 };

    /// What a format code says, such as `0.00%`.
    pub(crate) fn of(code: &str) -> Format {
        let mut share = Share::Plain;
        let (mut decimals, mut after_mark) = (0, false);
        let mut signs = code.chars();
        // Only the first part: the others are for negative numbers, zero and texts.
        while let Some(sign) = signs.next() {
            match sign {
                ';' => break,
                '"' => {
                    for quoted in signs.by_ref() {
                        match quoted {
                            '"' => break,
                            '%' if share == Share::Plain => share = Share::InPercent,
                            _ => {}
                        }
                    }
                }
                '\\' | '_' | '*' => {
                    let literal = signs.next();
                    share = match (literal, share) {
                        (Some('%'), Share::Plain) => Share::InPercent,
                        _ => share,
                    };
                }
                '%' => share = Share::OfOne,
                '.' => after_mark = true,
                '0' if after_mark => decimals += 1,
                _ => {}
            }
        }
        Format { share, decimals }
    }
}

/// The shortest decimal text of a float.
///
/// A workbook holds every number as a binary float, also `0.66`, which no float is. What was typed is
/// the shortest decimal text that gives the same float, so that is what counts. A formula such as
/// `=0.1+0.2` leaves a float one step beside; Excel itself shows and compares 15 digits, so where those
/// 15 digits are a decimal with few digits, they count.
pub(crate) fn shortest(number: f64) -> String {
    let shortest = plain(number.to_string());
    if decimals(&shortest) <= DECIMALS {
        return shortest;
    }
    let fifteen: String = format!("{number:.14e}");
    match fifteen.parse::<f64>() {
        Ok(rounded) => {
            let rounded = plain(rounded.to_string());
            if decimals(&rounded) <= DECIMALS + 2 { rounded } else { shortest }
        }
        Err(_) => shortest,
    }
}

/// Decimals that any figure may have.
pub(crate) const DECIMALS: usize = 6;

fn plain(text: String) -> String {
    if text == "-0" { "0".to_owned() } else { text }
}

pub(crate) fn decimals(text: &str) -> usize {
    text.split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

/// A share of one as per cent: the mark two places to the right, exactly.
pub(crate) fn times_hundred(text: &str) -> String {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text),
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let mut moved: String = decimals.chars().chain("00".chars()).take(2).collect();
    let rest: String = decimals.chars().skip(2).collect();
    moved.insert_str(0, whole);
    let whole = moved.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

/// The number with at least so many decimals.
pub(crate) fn padded(text: &str, least: u32) -> String {
    let least = usize::try_from(least).unwrap_or(0).min(DECIMALS);
    let missing = least.saturating_sub(decimals(text));
    if missing == 0 {
        return text.to_owned();
    }
    let mark = if text.contains('.') { "" } else { "." };
    format!("{text}{mark}{}", "0".repeat(missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_counts() {
        for text in ["0.66", "1.32", "880.39", "0.1", "12", "597.928", "0.30000000000000004"] {
            let number: f64 = text.parse().expect("a number");
            let expected = if text.starts_with("0.3000") { "0.3" } else { text };
            assert_eq!(shortest(number), expected);
        }
    }

    #[test]
    fn a_format_says_what_per_cent_means() {
        for (code, share, decimals) in [
            ("General", Share::Plain, 0),
            ("0%", Share::OfOne, 0),
            ("0.00%", Share::OfOne, 2),
            ("0\"%\"", Share::InPercent, 0),
            ("0.0\\%", Share::InPercent, 1),
            ("#,##0.00;[Red]-0.0%", Share::Plain, 2),
        ] {
            assert_eq!(Format::of(code), Format { share, decimals }, "{code}");
        }
    }

    #[test]
    fn a_share_becomes_per_cent_exactly() {
        for (share, percent) in
            [("0.987", "98.7"), ("1", "100"), ("0.85", "85"), ("0", "0"), ("0.0085", "0.85")]
        {
            assert_eq!(times_hundred(share), percent);
        }
    }
}
