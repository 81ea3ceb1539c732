//! How a form words what can be chosen, and how what was written is recognised.

use kla::{AnsweredBy, Item, Lang, Level, Measure, Scale, SeriesOf, Shape, Steps, wording};

use crate::layout::{STATES, fold};

/// What a form shows for each level: its text, with the id in front where the text alone could be
/// taken for something else.
pub(crate) fn level_labels(levels: &[Level]) -> Vec<String> {
    let is_state = |text: &str| STATES.iter().any(|(shown, _)| fold(shown) == fold(text));
    levels
        .iter()
        .map(|level| {
            let same = levels.iter().filter(|other| {
                fold(&other.text) == fold(&level.text) || fold(&other.id) == fold(&level.text)
            });
            let alone = same.filter(|other| other.id != level.id).count() == 0;
            if alone && !is_state(&level.text) && !fold(&level.text).is_empty() {
                level.text.clone()
            } else {
                format!("{}: {}", level.id, level.text)
            }
        })
        .collect()
}

/// The level that a text means: by label, id or text; `Y` and `T` stand for yes and no where that is
/// clear.
pub(crate) fn level_meant<'l>(levels: &'l [Level], text: &str) -> Option<&'l Level> {
    if let Some(exact) = levels.iter().find(|level| level.id == text) {
        return Some(exact);
    }
    let wanted = fold(text);
    let labels = level_labels(levels);
    let spellings =
        |at: usize, level: &Level| [fold(&labels[at]), fold(&level.text), fold(&level.id)];
    let found: Vec<&Level> = levels
        .iter()
        .enumerate()
        .filter(|(at, level)| spellings(*at, level).contains(&wanted))
        .map(|(_, level)| level)
        .collect();
    match *found {
        [one] => Some(one),
        [] => {
            let word = short_word(&wanted)?;
            let mut said = levels.iter().filter(|level| fold(&level.id) == word);
            said.next().filter(|_| said.next().is_none())
        }
        _ => None,
    }
}

/// `ya` for `y`, `tidak` for `t`.
pub(crate) fn short_word(folded: &str) -> Option<&'static str> {
    match folded {
        "y" | "ya" | "yes" => Some("ya"),
        "t" | "tdk" | "tidak" | "no" => Some("tidak"),
        _ => None,
    }
}

/// The items that a list of ids or texts means, or the first part that means none.
pub(crate) fn items_meant<'i>(
    items: &'i [Item],
    parts: &[String],
) -> Result<Vec<&'i Item>, String> {
    parts
        .iter()
        .map(|part| {
            let exact = items.iter().find(|item| item.id == *part);
            let meant = || {
                let wanted = fold(part);
                let same = |item: &&Item| fold(&item.id) == wanted || fold(&item.text) == wanted;
                let mut found = items.iter().filter(same);
                found.next().filter(|_| found.next().is_none())
            };
            exact.or_else(meant).ok_or_else(|| part.clone())
        })
        .collect()
}

/// The state that a text means, as the files write it.
pub(crate) fn state_meant(text: &str) -> Option<&'static str> {
    let wanted = fold(text);
    STATES.iter().find(|(shown, _)| fold(shown) == wanted).map(|(_, word)| *word)
}

/// The column `Pilihan/satuan`: what may be answered.
pub(crate) fn choices(measure: &Measure) -> String {
    let short = |points| wording::short_points(Lang::Id, points);
    match &measure.shape {
        Shape::Points(Steps::Known { values, .. }) => {
            let values: Vec<String> = values.iter().map(|points| short(*points)).collect();
            format!("nilai: {}", values.join(" / "))
        }
        Shape::Ladder(levels) => {
            let labels = level_labels(levels);
            let lines = levels.iter().zip(&labels).map(|(level, label)| match level.points {
                Some(points) => format!("{label} = {}", short(points)),
                None => format!("{label} = belum diketahui"),
            });
            lines.collect::<Vec<_>>().join("\n")
        }
        Shape::Checklist(items) => {
            let lines = items
                .iter()
                .map(|item| format!("{}: {} = {}", item.id, item.text, short(item.points)));
            format!("tulis yang ada, dipisah koma:\n{}", lines.collect::<Vec<_>>().join("\n"))
        }
        Shape::Percent { scale, .. } => with_scale("persen, atau jumlah dari total", scale),
        Shape::Count { scale } => with_scale("angka", scale),
        Shape::Units { scale, .. } => {
            let who = match measure.answered_by {
                Some(AnsweredBy::Kecamatan) => "kecamatan",
                Some(AnsweredBy::Desa) => "desa/kelurahan",
                _ => "kecamatan atau desa",
            };
            with_scale(&format!("jumlah {who} yang menjawab ya, dari semuanya"), scale)
        }
        Shape::Series { of, years, scale, .. } => {
            let what = match of {
                SeriesOf::Percent { .. } => "persen",
                SeriesOf::Count => "angka",
            };
            with_scale(&format!("{what} {years} tahun, di lembar Rincian"), scale)
        }
        // Points whose steps nobody knows, and shapes that come later.
        _ => "nilai dari 0 sampai maksimum".to_owned(),
    }
}

fn with_scale(what: &str, scale: &Scale) -> String {
    match scale {
        Scale::Steps(thresholds) => {
            let lines = thresholds.iter().map(|range| {
                let points = wording::short_points(Lang::Id, range.points);
                format!("{} → {points}", range.to_string().replace('.', ","))
            });
            format!("{what}\n{}", lines.collect::<Vec<_>>().join("\n"))
        }
        Scale::Linear { target: Some(target), .. } => {
            format!("{what} (sasaran {})", wording::short_points(Lang::Id, *target))
        }
        _ => what.to_owned(),
    }
}

/// A list in one cell. An entry that holds a separator, a quote or blanks at an end is quoted.
pub(crate) fn join(entries: &[&str]) -> String {
    let entries = entries.iter().map(|entry| {
        let odd = entry.contains([',', ';', '"']) || clean(entry) != *entry;
        if odd || entry.is_empty() {
            format!("\"{}\"", entry.replace('"', "\"\""))
        } else {
            (*entry).to_owned()
        }
    });
    entries.collect::<Vec<_>>().join(", ")
}

/// The entries of a list in one cell: separated by commas, semicolons or line breaks.
pub(crate) fn split(text: &str) -> Vec<String> {
    let (mut entries, mut entry, mut rest) = (Vec::new(), String::new(), text.chars().peekable());
    let (mut within, mut was_quoted) = (false, false);
    let mut finish = |entry: &mut String, was_quoted: &mut bool| {
        let done = std::mem::take(entry);
        let done = if *was_quoted { done } else { clean(&done) };
        if *was_quoted || !done.is_empty() {
            entries.push(done);
        }
        *was_quoted = false;
    };
    while let Some(sign) = rest.next() {
        match sign {
            '"' if within && rest.peek() == Some(&'"') => {
                rest.next();
                entry.push('"');
            }
            '"' if within => within = false,
            '"' if entry.trim().is_empty() && !was_quoted => {
                entry.clear();
                (within, was_quoted) = (true, true);
            }
            ',' | ';' | '\n' | '\r' if !within => finish(&mut entry, &mut was_quoted),
            // Blanks between a closing quote and the next separator.
            sign if was_quoted && !within && sign.is_whitespace() => {}
            sign => entry.push(sign),
        }
    }
    finish(&mut entry, &mut was_quoted);
    entries
}

/// A text without blanks at its ends, and with plain blanks for those that only look like them.
pub(crate) fn clean(text: &str) -> String {
    let plain: String =
        text.chars().map(|sign| if sign.is_whitespace() { ' ' } else { sign }).collect();
    plain
        .trim_matches(|sign: char| sign == ' ' || sign == '\u{200B}' || sign == '\u{FEFF}')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_in_a_cell_splits_into_what_was_joined() {
        for entries in [&["E1", "E2"][..], &["a, b", "c;d", "\"", " x "], &["Kec. \"A\"\n"], &[]] {
            assert_eq!(split(&join(entries)), entries, "{}", join(entries));
        }
        assert_eq!(split("E1;E2\nE3 ,, "), ["E1", "E2", "E3"]);
    }
}
