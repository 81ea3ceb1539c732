//! The regions of a group: their ranks, and how much of each block they earn.

use kla::wording::points;
use kla::{Kind, Lang};
use kla_plan::{Group, Letter, Mark, Province, RankedRegion, Repair, Who};

use super::words;
use crate::paper::Chapter;
use crate::table::{Align, RowKind, Table};
use crate::words::word;

/// A title, with the group where there are several.
pub(super) fn titled(
    province: &Province<'_>,
    group: &Group<'_>,
    title: &str,
    lang: Lang,
) -> String {
    match province.groups.len() {
        1 => title.to_owned(),
        _ => format!(
            "{title}: {} {}, {}",
            group.edition.id(),
            group.year,
            group.stage.name.get(lang)
        ),
    }
}

pub(super) fn ranks(province: &Province<'_>, group: &Group<'_>, lang: Lang) -> Chapter {
    let title = word(lang, "Peringkat", "Ranks");
    let mut chapter = Chapter::new(titled(province, group, title, lang));
    let is_named = group.standings.iter().any(|region| region.who.kind().is_some());
    let mut columns = vec![
        (word(lang, "No.", "Rank"), Align::Right),
        (word(lang, "Mungkin", "May be"), Align::Right),
        (word(lang, "Daerah", "Region"), Align::Left),
        (word(lang, "Nilai", "Points"), Align::Right),
        (word(lang, "Terverifikasi", "Verified"), Align::Right),
        (word(lang, "Paling tinggi", "Possible"), Align::Right),
        (word(lang, "Kategori", "Category"), Align::Left),
    ];
    if is_named {
        columns.push((word(lang, "Di kelompoknya", "Among its kind"), Align::Left));
    }
    if province.has_before && is_named {
        columns.push((word(lang, "Siklus lalu", "Cycle before"), Align::Left));
    }
    let mut table = Table::new(&columns);
    for region in &group.standings {
        let mut cells = vec![
            region.rank.place.to_string(),
            words::interval(region.rank),
            words::who(&region.who, lang),
            points(lang, region.total()),
            points(lang, region.at(Mark::Verified)),
            points(lang, region.at(Mark::Potential)),
            words::category_of(province, region, lang),
        ];
        if is_named {
            cells.push(among_kind(region, lang));
        }
        if province.has_before && is_named {
            cells.push(words::change(province, region, lang));
        }
        table.push(RowKind::Plain, cells);
    }
    chapter.table(title, table);
    chapter.list(notes(province, group, lang));
    chapter
}

/// The rank among the kabupaten, or among the kota.
fn among_kind(region: &RankedRegion<'_>, lang: Lang) -> String {
    let Some(rank) = region.rank_in_kind else { return String::new() };
    let kind = match region.who.kind() {
        Some(Kind::Kota) => "kota",
        _ => "kabupaten",
    };
    let of = word(lang, "dari", "of");
    format!("{} {of} {} {kind}", rank.place, rank.among)
}

/// What the columns mean, and what the marks at categories stand for.
fn notes(province: &Province<'_>, group: &Group<'_>, lang: Lang) -> Vec<String> {
    let regions = &group.standings;
    let mut notes = vec![
        word(
            lang,
            "Peringkat menurut nilai persis; nilai yang sama berbagi peringkat, dan peringkat sesudahnya terlewati (1, 2, 2, 4).",
            "Ranks are by the exact points; equal points share one, and the ranks after it are left out (1, 2, 2, 4).",
        )
        .to_owned(),
        word(
            lang,
            "Mungkin: peringkat terbaik dan terburuk yang masih mungkin, bila nilai setiap daerah berakhir di antara yang terverifikasi dan yang paling tinggi.",
            "May be: the best and the worst rank that is still possible if every region ends between its verified and its possible points.",
        )
        .to_owned(),
    ];
    let is_open = regions.iter().all(|one| one.rank.best == 1 && one.rank.worst == one.rank.among);
    if is_open && province.repair == Repair::Open && regions.len() > 1 {
        notes.push(
            word(
                lang,
                "Selama masa perbaikan terbuka, setiap daerah masih dapat meraih semuanya, jadi setiap peringkat masih mungkin; dengan --closed yang sudah diputuskan verifikator dianggap tetap.",
                "While repair is open every region can still earn everything, so every rank is possible; with --closed what verifiers decided stays as it is.",
            )
            .to_owned(),
        );
    }
    for region in regions {
        let name = words::who(&region.who, lang);
        if let Some(by_points) = region.without_gates {
            notes.push(match lang {
                Lang::Id => format!(
                    "(*) {name}: menurut nilainya {}, tertahan syarat di luar nilai.",
                    by_points.name
                ),
                Lang::En => format!(
                    "(*) {name}: {} by its points, kept lower by a condition beside the points.",
                    by_points.name
                ),
            });
        } else if let Some(above) = region.between {
            notes.push(match lang {
                Lang::Id => format!(
                    "(^) {name}: di antara dua rentang, di bawah {} yang mulai di {}.",
                    above.name,
                    points(lang, above.from)
                ),
                Lang::En => format!(
                    "(^) {name}: between two bands, below {} that begins at {}.",
                    above.name,
                    points(lang, above.from)
                ),
            });
        }
    }
    notes
}

/// Each block of each region as a letter with its percentage.
pub(super) fn letters(province: &Province<'_>, group: &Group<'_>, lang: Lang) -> Chapter {
    let title = word(lang, "Capaian per blok", "Blocks by letter");
    let mut chapter = Chapter::new(titled(province, group, title, lang));
    let blocks = group.edition.blocks();
    let mut columns = vec![(word(lang, "Daerah", "Region"), Align::Left)];
    columns.extend(blocks.iter().map(|block| (block.short.as_str(), Align::Left)));
    let mut table = Table::new(&columns);
    for region in &group.standings {
        let name = match &region.who {
            Who::Region { name, .. } => name.clone(),
            Who::Alias(_) => words::who(&region.who, lang),
        };
        let cells = region.blocks.iter().map(|block| match (block.letter(), block.points) {
            (Some(letter), Some(earned)) => {
                let percent = earned.part_of(100.into(), block.block.maximum, 0);
                let percent = percent.map_or_else(String::new, |percent| format!(" {percent}"));
                format!("{}{percent}", letter.sign())
            }
            _ => "–".to_owned(),
        });
        table.push(RowKind::Plain, std::iter::once(name).chain(cells).collect());
    }
    chapter.table(title, table);
    chapter.paragraph(legend(lang));
    chapter
}

/// What the letters mean.
fn legend(lang: Lang) -> String {
    let letters = Letter::ALL.map(|letter| match (letter, lang) {
        (Letter::E, Lang::Id) => format!("E di bawah {}%", Letter::D.from_percent()),
        (Letter::E, Lang::En) => format!("E below {}%", Letter::D.from_percent()),
        (letter, Lang::Id) => format!("{} mulai {}%", letter.sign(), letter.from_percent()),
        (letter, Lang::En) => format!("{} from {}%", letter.sign(), letter.from_percent()),
    });
    let letters = letters.join(", ");
    match lang {
        Lang::Id => format!(
            "Huruf dan persen dari nilai maksimum blok (persennya dipotong): {letters}; – berarti tidak berlaku. Batas huruf hanya alat baca, bukan bagian aturan KLA."
        ),
        Lang::En => format!(
            "Letter and percent of the block's maximum (the percentage is cut): {letters}; – does not apply. The bounds only help to read and are no part of the KLA rules."
        ),
    }
}
