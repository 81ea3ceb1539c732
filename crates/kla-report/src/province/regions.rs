//! The regions of a group: their ranks, and how much of each block they earn.

use kla::wording::points;
use kla::{Edition, Kind, Lang, Points};
use kla_plan::{BlockPoints, Group, Letter, Province, RankedRegion, Repair, Share};

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
        (word(lang, "Rentang", "Range"), Align::Right),
        (word(lang, "Kategori", "Category"), Align::Left),
    ];
    if is_named {
        columns.push((word(lang, "Kelompok", "Kind"), Align::Left));
    }
    let mut table = Table::new(&columns);
    for region in &group.standings {
        let mut cells = vec![
            region.rank.place.to_string(),
            words::interval(region.rank),
            words::short_who(&region.who, lang),
            points(lang, region.total()),
            words::range(region, lang),
            words::category_of(province, region, lang),
        ];
        if is_named {
            cells.push(among_kind(region));
        }
        table.push(RowKind::Plain, cells);
    }
    chapter.table(title, table);
    chapter.list(notes(province, group, lang));
    chapter
}

/// The rank among the kabupaten, or among the kota.
fn among_kind(region: &RankedRegion<'_>) -> String {
    let Some(rank) = region.rank_in_kind else { return String::new() };
    let kind = match region.who.kind() {
        Some(Kind::Kota) => "kota",
        _ => "kabupaten",
    };
    format!("{}/{} {kind}", rank.place, rank.among)
}

/// What the columns mean, and what the marks at categories stand for.
pub(super) fn notes(province: &Province<'_>, group: &Group<'_>, lang: Lang) -> Vec<String> {
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
            "Rentang: dari nilai yang terverifikasi sampai yang paling tinggi. Mungkin: peringkat terbaik dan terburuk yang masih mungkin, bila nilai setiap daerah berakhir di dalam rentangnya.",
            "Range: from the verified to the possible points. May be: the best and the worst rank that is still possible if every region ends within its range.",
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

/// How the categories differ from those of the cycle before.
pub(super) fn changes(province: &Province<'_>, group: &Group<'_>, lang: Lang) -> Chapter {
    let title = word(lang, "Perubahan terhadap siklus lalu", "Change from the cycle before");
    let mut chapter = Chapter::new(titled(province, group, title, lang));
    let mut table = Table::new(&[
        (word(lang, "Daerah", "Region"), Align::Left),
        (word(lang, "Siklus lalu", "Cycle before"), Align::Left),
        (word(lang, "Nilai", "Points"), Align::Right),
        (word(lang, "Kategori", "Category"), Align::Left),
        (word(lang, "Sekarang", "Now"), Align::Right),
        (word(lang, "Kategori", "Category"), Align::Left),
        (word(lang, "Perubahan", "Change"), Align::Left),
    ]);
    for region in &group.standings {
        let Some(before) = &region.before else { continue };
        table.push(
            RowKind::Plain,
            vec![
                words::short_who(&region.who, lang),
                format!("{} {}", before.year, before.stage.id),
                points(lang, before.total),
                words::category(province, before.category, lang),
                points(lang, region.total()),
                words::category(province, region.category, lang),
                words::change(region.change, lang).to_owned(),
            ],
        );
    }
    let told = table.rows.len();
    chapter.table(title, table);
    let missing = group.standings.len() - told;
    if province.has_before && province.share != Share::Alias && missing > 0 {
        let missing = words::count(lang, missing);
        chapter.paragraph(match lang {
            Lang::Id => format!("{missing} tanpa hasil siklus lalu."),
            Lang::En => format!("{missing} without a result of the cycle before."),
        });
    }
    let stages_differ = |region: &RankedRegion<'_>| {
        region.before.as_ref().is_some_and(|before| before.stage.id != group.stage.id)
    };
    if group.standings.iter().any(stages_differ) {
        chapter.paragraph(word(
            lang,
            "Tahap kedua siklus berbeda, jadi perubahannya belum tentu perubahan keadaan.",
            "The stages of the two cycles differ, so a change need not be one of the state of things.",
        ));
    }
    chapter
}

/// Each block of each region as a letter with its percentage.
pub(super) fn letters(province: &Province<'_>, group: &Group<'_>, lang: Lang) -> Chapter {
    let title = word(lang, "Capaian per blok", "Blocks by letter");
    let mut chapter = Chapter::new(titled(province, group, title, lang));
    let (heads, left_out) = heads(group.edition);
    let mut columns = vec![(word(lang, "Daerah", "Region"), Align::Left)];
    columns.extend(heads.iter().map(|head| (*head, Align::Left)));
    let mut table = Table::new(&columns);
    for region in &group.standings {
        let cells = region.blocks.iter().map(|block| match block.letter() {
            Some(letter) => {
                let percent = percent(block);
                let percent = percent.map_or_else(String::new, |percent| format!(" {percent}"));
                format!("{}{percent}", letter.sign())
            }
            None => "–".to_owned(),
        });
        let name = words::short_who(&region.who, lang);
        table.push(RowKind::Plain, std::iter::once(name).chain(cells).collect());
    }
    chapter.table(title, table);
    if let Some((word, rest)) = left_out {
        chapter.paragraph(format!("{}: {word}.", rest.join(", ")));
    }
    chapter.paragraph(legend(lang));
    chapter
}

/// How much of its maximum a block earns in whole percent, cut.
pub(super) fn percent(block: &BlockPoints<'_>) -> Option<usize> {
    let percent = block.points?.part_of(Points::from(100), block.block.maximum, 0)?;
    usize::try_from(percent.millionths() / 1_000_000).ok()
}

/// A word that several names begin with, and the rest of each.
type LeftOut<'e> = (&'e str, Vec<&'e str>);

/// Blocks as the heads of narrow columns: without their first word where several share it, such as the
/// `Klaster` of five; and that word with the heads that it is left out of.
fn heads(edition: &Edition) -> (Vec<&str>, Option<LeftOut<'_>>) {
    let names: Vec<&str> = edition.blocks().iter().map(|block| block.short.as_str()).collect();
    let firsts = || names.iter().filter_map(|name| Some(name.split_once(' ')?.0));
    let shared = firsts().find(|first| firsts().filter(|other| other == first).count() > 1);
    let Some(shared) = shared else { return (names, None) };
    let (mut heads, mut left_out) = (Vec::new(), Vec::new());
    for name in &names {
        match name.split_once(' ') {
            Some((first, rest)) if first == shared => {
                heads.push(rest);
                left_out.push(rest);
            }
            _ => heads.push(name),
        }
    }
    (heads, Some((shared, left_out)))
}

/// What the letters mean.
pub(super) fn legend(lang: Lang) -> String {
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
