//! How a form words what can be chosen; how what was written is recognised is in [`kla::cell`].

pub(crate) use kla::cell::{
    clean, items_meant, level_labels, level_meant, short_word, split, state_meant,
};
use kla::{AnsweredBy, Lang, Measure, Scale, SeriesOf, Shape, Steps, wording};

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
