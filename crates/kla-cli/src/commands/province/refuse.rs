//! Why some answers make no province, in words.

use std::path::PathBuf;

use kla::wording::list;
use kla::{Lang, Regions};
use kla_plan::{Province, ProvinceError};

use crate::{Exit, Streams, show};

/// There is no answers file at all.
pub(super) fn nothing_found(paths: &[PathBuf], lang: Lang, streams: &mut Streams<'_>) -> Exit {
    let paths: Vec<String> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
    let paths = paths.join(", ");
    show::unusable(
        &format!("tidak ada berkas isian di {paths}"),
        &format!("there is no answers file in {paths}"),
        lang,
        streams,
    )
}

/// Files of regions of other provinces were left out.
pub(super) fn outside(province: &Province<'_>, lang: Lang, streams: &mut Streams<'_>) {
    for outside in &province.outside {
        let (file, code) = (&outside.file, name(&outside.code));
        let of = &province.name;
        let _ = match lang {
            Lang::Id => {
                writeln!(streams.messages, "{file}: {code} di luar provinsi {of}, dilewati")
            }
            Lang::En => {
                writeln!(streams.messages, "{file}: {code} is not in {of} and was left out")
            }
        };
    }
}

/// The region whose own row is asked for does not take part.
pub(super) fn not_there(code: &str, province: &str, lang: Lang, streams: &mut Streams<'_>) -> Exit {
    show::wrong_use(
        &format!(
            "daerah `{code}` tidak ada di antara isian provinsi {province}; sebut kodenya, misalnya --own 62.71"
        ),
        &format!(
            "there are no answers of region `{code}` of {province}; give its code, such as --own 62.71"
        ),
        lang,
        streams,
    )
}

pub(super) fn refuse(error: &ProvinceError, lang: Lang, streams: &mut Streams<'_>) -> Exit {
    let (id, en) = match error {
        ProvinceError::NoRegion { outside } if outside.is_empty() => (
            "tidak ada satu berkas isian pun yang dapat dipakai".to_owned(),
            "not one answers file could be used".to_owned(),
        ),
        ProvinceError::NoRegion { outside } => {
            let others: Vec<String> = outside.iter().map(|one| name(&one.code)).collect();
            (
                format!(
                    "tidak ada isian daerah provinsi ini; yang ada {}",
                    list(Lang::Id, &others)
                ),
                format!(
                    "there are no answers of a region of this province, only of {}",
                    list(Lang::En, &others)
                ),
            )
        }
        ProvinceError::UnknownProvince(code) => {
            (format!("provinsi `{code}` tidak ada"), format!("there is no province `{code}`"))
        }
        ProvinceError::SeveralProvinces(codes) => {
            let named = |code: &String| {
                let known = Regions::bundled().provinces().iter().find(|one| one.code == *code);
                known.map_or_else(|| code.clone(), |one| format!("{} ({code})", one.name))
            };
            let names: Vec<String> = codes.iter().map(named).collect();
            let first = codes.first().map_or("62", String::as_str);
            return show::wrong_use(
                &format!(
                    "isiannya dari beberapa provinsi: {}; pilih satu, misalnya --province {first}",
                    list(Lang::Id, &names)
                ),
                &format!(
                    "the answers are of several provinces: {}; choose one, such as --province {first}",
                    list(Lang::En, &names)
                ),
                lang,
                streams,
            );
        }
        ProvinceError::Twice { code, first, second } => {
            let name = name(code);
            (
                format!(
                    "{name} ada dalam dua berkas yang berbeda: `{first}` dan `{second}`; sisakan satu, atau satukan dengan `kla merge`"
                ),
                format!(
                    "{name} is in two files that differ: `{first}` and `{second}`; keep one of them, or unite them with `kla merge`"
                ),
            )
        }
        ProvinceError::Mixed(kinds) => {
            let each = |word: &str| {
                let lines = kinds.iter().map(|kind| {
                    format!(
                        "\n  {} {} {}: {} {word}, `{}`",
                        kind.edition, kind.year, kind.stage, kind.count, kind.file
                    )
                });
                lines.collect::<String>()
            };
            return show::wrong_use(
                &format!(
                    "tahun, tahap, atau aturannya berbeda, jadi tidak dapat diperingkat bersama; sisakan satu macam, atau --mixed agar berdampingan dengan peringkat terpisah:{}",
                    each("daerah, misalnya")
                ),
                &format!(
                    "years, stages or rules differ, so there is no rank among all; keep one kind, or --mixed to have them side by side with ranks of their own:{}",
                    each("regions, such as")
                ),
                lang,
                streams,
            );
        }
        ProvinceError::NotBefore { file, year } => (
            format!(
                "`{file}` (tahun {year}) tidak lebih awal daripada siklus ini, jadi bukan siklus sebelumnya"
            ),
            format!(
                "`{file}` (year {year}) is not earlier than this cycle, so it is not the cycle before"
            ),
        ),
        _ => ("isian ini tidak membentuk satu provinsi".to_owned(), error.to_string()),
    };
    show::unusable(&id, &en, lang, streams)
}

/// A region's name and code.
fn name(code: &str) -> String {
    let region = Regions::bundled().get(code);
    region.map_or_else(|| code.to_owned(), |region| format!("{} ({code})", region.name))
}
