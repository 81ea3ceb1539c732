//! A province at a glance as a paper: the headline, what is in the way, ranks, blocks by letter, and where
//! many regions lose points; and as one table.

mod book;
mod list;
mod page;
mod regions;
mod words;

use kla::wording::{list, points, short_points, signed_points, whole};
use kla::{Lang, Points};
use kla_plan::{Group, Provila, Province, RankedRegion, Repair, Share};

pub use book::province_book;
pub use list::{ProvinceCell, ProvinceList, province_list};
pub use page::province_page;

use crate::paper::{Chapter, Paper};
use crate::table::{Align, RowKind, Table};
use crate::view::one_line;
use crate::words::{Words, word};

/// How many of the common losses are printed.
const LOSSES: usize = 12;

/// A province at a glance.
///
/// ```
/// use kla_plan::{Assessed, Mix, Province, ProvinceQuery, Repair};
/// let edition = kla::Edition::bundled("2023").unwrap();
/// let text = r#"
///     format = 1
///     edition = "2023"
///     region = "62.71"
///     year = 2024
///     stage = "mandiri"
///     [blocks]
///     klaster-5 = "180"
/// "#;
/// let answers = edition.read_answers("a.toml", text).unwrap();
/// let query = ProvinceQuery {
///     regions: kla::Regions::bundled(),
///     code: None,
///     mix: Mix::Refuse,
///     repair: Repair::Open,
///     before: Vec::new(),
///     unread: Vec::new(),
/// };
/// let regions = vec![Assessed::of("a.toml", text, &answers, Repair::Open)];
/// let province = Province::of(regions, query).unwrap();
/// let paper = kla_report::province_paper(&province, kla::Lang::Id);
/// let templates = kla_report::Templates::bundled();
/// let printed = paper.render(&templates, kla_report::Format::Text).unwrap();
/// assert!(printed.contains("0 dari 14 berpredikat"));
/// ```
#[must_use]
pub fn province_paper(province: &Province<'_>, lang: Lang) -> Paper {
    let mut paper = Paper::new(lang, title(province, lang));
    for line in head(province, lang) {
        paper.head(line);
    }
    if let Some(warning) = warning(province, lang) {
        paper.warn(warning);
    }
    paper.chapter(summary(province, lang));
    paper.chapter(blockers(province, lang));
    paper.chapter(categories(province, lang));
    for group in &province.groups {
        paper.chapter(regions::ranks(province, group, lang));
        paper.chapter(regions::changes(province, group, lang));
        paper.chapter(regions::letters(province, group, lang));
        paper.chapter(losses(province, group, lang));
    }
    paper.chapter(absent(province, lang));
    paper.chapter(notes(province, lang));
    paper
}

fn title(province: &Province<'_>, lang: Lang) -> String {
    match lang {
        Lang::Id => format!("Provinsi {}: sekilas", province.name),
        Lang::En => format!("Province of {} at a glance", province.name),
    }
}

/// What it is about, and what it rests on.
fn head(province: &Province<'_>, lang: Lang) -> Vec<String> {
    let words = Words::new(lang);
    let mut lines = Vec::new();
    for group in &province.groups {
        let edition = group.edition;
        let overlay = edition.overlay().map_or_else(String::new, |overlay| {
            format!("; {}: {} — {}", words.overlay.to_lowercase(), overlay.id, overlay.name)
        });
        lines.push(format!(
            "{} {}, {}; {}: {} — {} ({} {}){overlay}",
            words.year,
            group.year,
            group.stage.name.get(lang),
            words.edition.to_lowercase(),
            edition.id(),
            edition.name(),
            words.revision,
            edition.revision(),
        ));
    }
    // What an edition says of itself stands in every report of it.
    let mut notes: Vec<&str> = Vec::new();
    for note in province.groups.iter().flat_map(|group| group.edition.notes()) {
        if !notes.contains(&note.text.get(lang)) {
            notes.push(note.text.get(lang));
        }
    }
    lines.extend(notes.into_iter().map(str::to_owned));
    lines.push(match province.share {
        Share::Full => words.unofficial.to_owned(),
        Share::Alias => format!(
            "{} {}",
            word(
                lang,
                "Nama daerah disamarkan; hurufnya tidak menurut kode maupun peringkat. Yang tahu nilainya tetap dapat mengenalinya.",
                "Names are replaced by letters that follow neither code nor rank. Whoever knows the points still recognises a region.",
            ),
            words.unofficial
        ),
        Share::Own => format!(
            "{} {}",
            word(
                lang,
                "Hanya baris daerah ini; baris daerah lain tidak ditampilkan.",
                "Only this region's own row; those of others are not shown.",
            ),
            words.unofficial
        ),
    });
    lines
}

/// What nobody may overlook.
fn warning(province: &Province<'_>, lang: Lang) -> Option<String> {
    let mut parts = Vec::new();
    if !province.unread.is_empty() {
        parts.push(incomplete(province, lang));
    }
    if province.groups.len() > 1 {
        parts.push(
            word(
                lang,
                "CAMPURAN: tahun, tahap, atau aturan berbeda; peringkat hanya di dalam kelompoknya, dan jumlah kategori memuat semuanya",
                "MIXED: years, stages or rules differ; ranks hold only within a group, and the counts of categories hold all of them",
            )
            .to_owned(),
        );
    }
    (!parts.is_empty()).then(|| parts.join(". "))
}

/// That files could not be used, and which.
pub(super) fn incomplete(province: &Province<'_>, lang: Lang) -> String {
    let number = whole(lang, province.unread.len() as i128);
    let files: Vec<String> = province
        .unread
        .iter()
        .map(|unread| one_line(&unread.file))
        .filter(|file| !file.is_empty())
        .collect();
    let files = if files.is_empty() { String::new() } else { format!(": {}", list(lang, &files)) };
    match lang {
        Lang::Id => format!("TIDAK LENGKAP: {number} berkas tidak dapat dibaca{files}"),
        Lang::En => format!("INCOMPLETE: files that could not be used: {number}{files}"),
    }
}

fn summary(province: &Province<'_>, lang: Lang) -> Chapter {
    let mut chapter = Chapter::new(word(lang, "Ringkasan", "Summary"));
    chapter.pair(word(lang, "Predikat", "Categories"), headline(province, lang));
    chapter.pair("Provila", provila(province, lang));
    let number = |count: usize| whole(lang, count as i128);
    let (taking_part, all) = (number(province.taking_part), number(province.regions));
    chapter.pair(
        word(lang, "Keikutsertaan", "Taking part"),
        match lang {
            Lang::Id => format!("{taking_part} dari {all} kabupaten dan kota"),
            Lang::En => format!("{taking_part} of {all} kabupaten and kota"),
        },
    );
    if province.repair == Repair::Over {
        chapter.pair(
            word(lang, "Perbaikan", "Repair"),
            word(
                lang,
                "sudah ditutup (--closed): yang ditolak verifikator tidak dihitung",
                "over (--closed): what a verifier rejected does not count",
            ),
        );
    }
    chapter
}

/// How many regions have a category, of all that the province has.
fn headline(province: &Province<'_>, lang: Lang) -> String {
    let number = |count: usize| whole(lang, count as i128);
    let (with, all) = (number(province.with_category), number(province.regions));
    match lang {
        Lang::Id => format!("{with} dari {all} berpredikat"),
        Lang::En => format!("{with} of {all} have a category"),
    }
}

/// Whether the province is a Provila, and if not, why.
fn provila(province: &Province<'_>, lang: Lang) -> String {
    let without = province.taking_part - province.with_category;
    let mut why = Vec::new();
    if without > 0 {
        let count = words::count(lang, without);
        why.push(match lang {
            Lang::Id => format!("{count} belum berkategori"),
            Lang::En => format!("{count} without a category"),
        });
    }
    if province.absences() > 0 {
        let count = words::count(lang, province.absences());
        why.push(match lang {
            Lang::Id => format!("{count} tidak ikut serta"),
            Lang::En => format!("{count} not taking part"),
        });
    }
    let why = list(lang, &why);
    match (province.provila, lang) {
        (Provila::Reached, Lang::Id) => {
            format!("tercapai: setiap kabupaten dan kota sedikitnya {}", first(province))
        }
        (Provila::Reached, Lang::En) => {
            format!("reached: every kabupaten and kota is at least {}", first(province))
        }
        (Provila::NotReached, Lang::Id) => format!("belum tercapai: {why}"),
        (Provila::NotReached, Lang::En) => format!("not reached: {why}"),
        (_, Lang::Id) => {
            format!("belum dapat dipastikan: {why}, dan ada berkas yang tidak dapat dibaca")
        }
        (_, Lang::En) => {
            format!("cannot be told: {why}, and there are files that could not be used")
        }
    }
}

/// The first category by name.
fn first(province: &Province<'_>) -> String {
    let editions = province.groups.iter().map(|group| group.edition);
    let first = editions.filter_map(|edition| edition.bands().categories.first()).next();
    first.map_or_else(String::new, |category| category.name.clone())
}

fn blockers(province: &Province<'_>, lang: Lang) -> Chapter {
    let title = word(lang, "Yang belum berkategori", "Without a category");
    let mut chapter = Chapter::new(title);
    let mut table = Table::new(&[
        (word(lang, "Daerah", "Region"), Align::Left),
        (word(lang, "Nilai", "Points"), Align::Right),
        (word(lang, "Rentang", "Range"), Align::Right),
        (word(lang, "Kurang", "Short by"), Align::Right),
        (word(lang, "Menuju", "To"), Align::Left),
        (word(lang, "Usaha", "Effort"), Align::Right),
    ]);
    let by_gap = by_gap(province);
    for region in &by_gap {
        let Some(to_first) = region.to_first else { continue };
        let effort = to_first.effort.map(|effort| whole(lang, i128::from(effort)));
        table.push(
            RowKind::Plain,
            vec![
                words::short_who(&region.who, lang),
                points(lang, region.total()),
                words::range(region, lang),
                points(lang, to_first.gap),
                to_first.category.name.clone(),
                effort.unwrap_or_else(|| "–".to_owned()),
            ],
        );
    }
    chapter.table(title, table);
    if !by_gap.is_empty() {
        chapter.paragraph(match province.repair {
            Repair::Open => word(
                lang,
                "Usaha: satuan usaha rencana termurah menuju batas bawahnya, dari nilai yang diklaim dan tanpa penyangga; rinciannya `kla plan BERKAS --from diklaim --buffer 0`. – berarti tidak ada rencana yang cukup.",
                "Effort: units of the cheapest plan to that floor, from the claimed points and without a buffer; its steps are in `kla plan FILE --from claimed --buffer 0`. – means that no plan suffices.",
            ),
            Repair::Over => word(
                lang,
                "Masa perbaikan sudah ditutup, jadi usahanya tidak dihitung.",
                "Repair is over, so no effort is worked out.",
            ),
        });
    }
    chapter
}

/// Regions without a category, of which a way to the first one is told; the nearest first.
fn by_gap<'p, 'e>(province: &'p Province<'e>) -> Vec<&'p RankedRegion<'e>> {
    let without = province.without_category();
    let mut by_gap: Vec<_> = without.filter(|region| region.to_first.is_some()).collect();
    by_gap.sort_by_key(|region| region.to_first.map(|to_first| to_first.gap));
    by_gap
}

/// What the figures can be checked by: rules with their digests, and the program.
fn provenance(province: &Province<'_>, lang: Lang) -> Vec<(String, String)> {
    let words = Words::new(lang);
    let mut facts = Vec::new();
    for group in &province.groups {
        let edition = group.edition;
        facts.push((
            words.edition.to_owned(),
            format!(
                "{}, {} {}, {}",
                edition.id(),
                words.revision,
                edition.revision(),
                edition.digest()
            ),
        ));
        if let Some(overlay) = edition.overlay() {
            facts.push((words.overlay.to_owned(), format!("{}, {}", overlay.id, overlay.digest)));
        }
    }
    // Groups of several stages share their rules.
    facts.dedup();
    facts.push((
        word(lang, "Program", "Program").to_owned(),
        format!("kla {}", env!("CARGO_PKG_VERSION")),
    ));
    facts
}

fn categories(province: &Province<'_>, lang: Lang) -> Chapter {
    let title = word(lang, "Jumlah per kategori", "Regions by category");
    let mut chapter = Chapter::new(title);
    let mut columns = vec![
        (word(lang, "Kategori", "Category"), Align::Left),
        (word(lang, "Daerah", "Regions"), Align::Right),
    ];
    if province.has_before {
        columns.push((word(lang, "Siklus lalu", "Cycle before"), Align::Right));
        columns.push((word(lang, "Perubahan", "Change"), Align::Right));
    }
    let mut table = Table::new(&columns);
    let number = |count: usize| Points::from(u32::try_from(count).unwrap_or(u32::MAX));
    for count in &province.counts {
        let mut cells =
            vec![words::category(province, count.category, lang), whole(lang, count.now as i128)];
        if province.has_before {
            let before = count.before.unwrap_or_default();
            cells.push(whole(lang, before as i128));
            cells.push(match number(count.now) - number(before) {
                change if change.is_zero() => "0".to_owned(),
                change => signed_whole(lang, change),
            });
        }
        table.push(RowKind::Plain, cells);
    }
    chapter.table(title, table);
    chapter
}

/// A whole number with its sign.
fn signed_whole(lang: Lang, change: Points) -> String {
    let sign: String = signed_points(lang, change).chars().take(1).collect();
    format!("{sign}{}", short_points(lang, change.abs()))
}

/// Where most regions lose points.
fn losses(province: &Province<'_>, group: &Group<'_>, lang: Lang) -> Chapter {
    let title = word(lang, "Nilai yang hilang di banyak daerah", "Points lost in many regions");
    let mut chapter = Chapter::new(regions::titled(province, group, title, lang));
    let mut table = Table::new(&[
        (word(lang, "Bagian", "Part"), Align::Left),
        (word(lang, "Daerah", "Regions"), Align::Right),
        (word(lang, "Hilang", "Lost"), Align::Right),
        (word(lang, "Uraian", "What"), Align::Left),
        (word(lang, "Perangkat daerah", "Agencies"), Align::Left),
    ]);
    for loss in group.losses.iter().take(LOSSES) {
        let agencies: Vec<&str> =
            loss.agencies.iter().map(|agency| agency.short.as_str()).collect();
        let of = word(lang, "dari", "of");
        table.push(
            RowKind::Plain,
            vec![
                words::node(group.edition, &loss.node),
                format!("{} {of} {}", loss.lost_in, loss.known_in),
                points(lang, loss.lost),
                one_line(loss.name),
                agencies.join(", "),
            ],
        );
    }
    chapter.table(title, table);
    if let Some(more) = group.losses.len().checked_sub(LOSSES).filter(|more| *more > 0) {
        let more = whole(lang, more as i128);
        chapter.paragraph(match lang {
            Lang::Id => format!("Dan {more} lainnya; semuanya ada dalam --format json."),
            Lang::En => format!("And {more} more; --format json has all of them."),
        });
    }
    chapter
}

/// Regions that do not take part.
/// What the files say about themselves, such as that their answers were generated.
fn notes(province: &Province<'_>, lang: Lang) -> Chapter {
    /// Further ones are told by `kla score` of each file.
    const SHOWN: usize = 10;
    let mut chapter =
        Chapter::new(word(lang, "Catatan dalam berkasnya", "What the files say of themselves"));
    let line = |(text, count): &(String, usize)| match lang {
        Lang::Id => format!("{count} daerah: {}", one_line(text)),
        Lang::En => format!("{count} regions: {}", one_line(text)),
    };
    chapter.list(province.notes.iter().take(SHOWN).map(line).collect());
    let more = province.notes.len().saturating_sub(SHOWN);
    if more > 0 {
        chapter.paragraph(match lang {
            Lang::Id => format!("Dan {more} catatan lain; semuanya ada dalam --format json."),
            Lang::En => format!("And {more} more; --format json has all of them."),
        });
    }
    chapter
}

fn absent(province: &Province<'_>, lang: Lang) -> Chapter {
    let mut chapter = Chapter::new(word(lang, "Tidak ikut serta", "Not taking part"));
    let lines = province.absent.iter().map(|absent| {
        let mut line = format!("{} ({})", absent.name, absent.code);
        if absent.is_unread {
            line += word(
                lang,
                ": berkasnya ada, tetapi tidak dapat dibaca",
                ": there is a file of it, which could not be used",
            );
        }
        if let Some(before) = &absent.before {
            let name = words::category(province, before.category, lang);
            line += &format!("; {} {}: {name}", word(lang, "siklus", "cycle"), before.year);
        }
        line
    });
    chapter.list(lines.collect());
    if !province.absent.is_empty() {
        chapter.paragraph(word(
            lang,
            "Yang tidak ikut serta tidak diberi nilai, juga tidak nol.",
            "Those that do not take part have no points, not even zero.",
        ));
    }
    chapter
}
