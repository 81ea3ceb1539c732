//! What stands behind the bridge: agencies, rises and falls, evidence, lasting losses, what is new or
//! gone.

use std::cmp::Reverse;

use kla::wording::{points, short_points, signed_points};
use kla::{Agency, EvidenceStatus, Lang, Points};
use kla_plan::{ItemKind, LeafChange, Side, StatusChange, YearBridge};

use super::{LARGEST, Names};
use crate::paper::Chapter;
use crate::table::{Align, RowKind, Table};
use crate::view::one_line;
use crate::words::{Words, word};

/// Performance by agency: what each owns alone, and what several share, once.
pub(super) fn agencies(bridge: &YearBridge<'_, '_>, lang: Lang) -> Chapter {
    let title = word(lang, "Kinerja per perangkat daerah", "Performance by agency");
    let mut chapter = Chapter::new(title);
    let changes = bridge.agencies();
    if changes.agencies.is_empty() {
        chapter.paragraph(word(
            lang,
            "Yang dapat dibandingkan hanya jumlah per blok, jadi tidak diketahui perangkat daerah mana yang berubah.",
            "Only sums of blocks can be compared, so it is not known which agency changed.",
        ));
        return chapter;
    }
    let words = Words::new(lang);
    let mut table = Table::new(&[
        (words.agency, Align::Left),
        (words.alone, Align::Right),
        (words.shared, Align::Right),
    ]);
    let mut sorted: Vec<_> = changes
        .agencies
        .iter()
        .filter(|change| !change.alone.is_zero() || !change.shared.is_zero())
        .collect();
    // The sort is stable: equal ones stay in official order.
    sorted.sort_by_key(|change| Reverse(change.alone + change.shared));
    for change in sorted {
        table.push(
            RowKind::Plain,
            vec![
                change.agency.short.clone(),
                signed_points(lang, change.alone),
                signed_points(lang, change.shared),
            ],
        );
    }
    for (name, amount) in [
        (
            word(
                lang,
                "milik beberapa perangkat daerah, dihitung sekali",
                "owned by several agencies, counted once",
            ),
            changes.shared,
        ),
        (word(lang, "tanpa perangkat daerah yang diketahui", "no known agency"), changes.nobody),
        (
            word(lang, "pembatasan dan penskalaan indikator", "caps and scaling of rows"),
            changes.rests,
        ),
    ] {
        if !amount.is_zero() {
            let cells = vec![name.to_owned(), signed_points(lang, amount), String::new()];
            table.push(RowKind::Plain, cells);
        }
    }
    let total = signed_points(lang, bridge.total().performance);
    let name = word(lang, "Kinerja", "Performance").to_owned();
    table.push(RowKind::Total, vec![name, total, String::new()]);
    chapter.table(title, table);
    chapter.paragraph(word(
        lang,
        "Kolom Sendiri berjumlah kinerja. Butir milik beberapa perangkat daerah tampil pada masing-masing kolom Bersama, jadi kolom itu tidak dijumlahkan.",
        "The column Alone adds up to the performance. A question with several owners stands under Shared with each of them, so that column is not added up.",
    ));
    chapter
}

/// What rose most and what fell most.
pub(super) fn rises_and_falls(
    bridge: &YearBridge<'_, '_>,
    names: &Names<'_>,
    lang: Lang,
) -> [Chapter; 2] {
    let leaves = bridge.leaves();
    let mut rises: Vec<&LeafChange<'_>> = leaves
        .iter()
        .filter(|leaf| !leaf.performance().is_zero() && !leaf.performance().is_negative())
        .collect();
    rises.sort_by_key(|leaf| Reverse(leaf.performance()));
    let mut falls: Vec<&LeafChange<'_>> =
        leaves.iter().filter(|leaf| leaf.performance().is_negative()).collect();
    falls.sort_by_key(|leaf| leaf.performance());
    [
        (word(lang, "Naik paling banyak", "Largest rises"), rises),
        (word(lang, "Turun paling banyak", "Largest falls"), falls),
    ]
    .map(|(title, changed)| {
        let mut chapter = Chapter::new(title);
        let first = word(lang, "Kinerja", "Perform.");
        let amount = |leaf: &LeafChange<'_>| signed_points(lang, leaf.performance());
        chapter.table(title, leaf_table(first, &changed, amount, names, lang));
        if let Some(more) = changed.len().checked_sub(LARGEST).filter(|more| *more > 0) {
            chapter.paragraph(match lang {
                Lang::Id => format!("… dan {more} lainnya."),
                Lang::En => format!("… and {more} more."),
            });
        }
        chapter
    })
}

/// What both years miss, the largest first.
pub(super) fn persistent(bridge: &YearBridge<'_, '_>, names: &Names<'_>, lang: Lang) -> Chapter {
    let title = word(lang, "Hilang pada kedua tahun", "Missing in both years");
    let mut chapter = Chapter::new(title);
    let leaves = bridge.leaves();
    let mut missing: Vec<&LeafChange<'_>> =
        leaves.iter().filter(|leaf| !leaf.persistent().is_zero()).collect();
    missing.sort_by_key(|leaf| Reverse(leaf.persistent()));
    let head = word(lang, "Hilang", "Missing");
    let missed = |leaf: &LeafChange<'_>| points(lang, leaf.persistent());
    chapter.table(title, leaf_table(head, &missing, missed, names, lang));
    if let Some(more) = missing.len().checked_sub(LARGEST).filter(|more| *more > 0) {
        let rest: Points = missing.iter().skip(LARGEST).map(|leaf| leaf.persistent()).sum();
        let rest = points(lang, rest);
        chapter.paragraph(match lang {
            Lang::Id => format!("… dan {more} lainnya dengan nilai {rest}."),
            Lang::En => format!("… and {more} more with {rest} points."),
        });
    }
    chapter
}

/// Rows of changes: an amount, the node, what it asks, the points of both years by the later rules, and
/// the agencies where any are known.
fn leaf_table(
    head: &str,
    leaves: &[&LeafChange<'_>],
    amount: impl Fn(&LeafChange<'_>) -> String,
    names: &Names<'_>,
    lang: Lang,
) -> Table {
    let words = Words::new(lang);
    let leaves = leaves.iter().take(LARGEST);
    let owned = leaves.clone().any(|leaf| !leaf.agencies.is_empty());
    let before = if names.same_rules {
        names.year(Side::Before)
    } else {
        word(lang, "Dialihkan", "Carried")
    };
    let mut columns = vec![
        (head, Align::Right),
        (words.number, Align::Left),
        (words.what, Align::Left),
        (before, Align::Right),
        (names.year(Side::After), Align::Right),
        (word(lang, "Maks.", "Max."), Align::Right),
    ];
    columns.extend(owned.then_some((words.agencies, Align::Left)));
    let mut table = Table::new(&columns);
    for leaf in leaves {
        let mut cells = vec![
            amount(leaf),
            names.pair(&leaf.from, &leaf.to),
            one_line(leaf.name),
            points(lang, leaf.carried),
            points(lang, leaf.after),
            short_points(lang, leaf.maximum),
        ];
        cells.extend(owned.then(|| owners(&leaf.agencies)));
        table.push(RowKind::Plain, cells);
    }
    table
}

fn owners(agencies: &[&Agency]) -> String {
    agencies.iter().map(|agency| agency.short.as_str()).collect::<Vec<_>>().join(", ")
}

/// Evidence that was accepted in one of the years only.
pub(super) fn statuses(bridge: &YearBridge<'_, '_>, names: &Names<'_>, lang: Lang) -> Chapter {
    let title = word(lang, "Bukti yang berubah", "Evidence that changed");
    let mut chapter = Chapter::new(title);
    let changes = bridge.statuses();
    if changes.is_empty() {
        return chapter;
    }
    let (lost, gained): (Vec<&StatusChange<'_>>, Vec<&StatusChange<'_>>) =
        changes.iter().partition(|change| change.is_lost());
    chapter.pair(word(lang, "Menjadi sah", "Now accepted"), gained.len().to_string());
    chapter.pair(word(lang, "Tidak lagi sah", "No longer accepted"), lost.len().to_string());
    let words = Words::new(lang);
    let mut table = Table::new(&[
        (words.number, Align::Left),
        (words.what, Align::Left),
        (names.year(Side::Before), Align::Left),
        (names.year(Side::After), Align::Left),
    ]);
    for change in lost.iter().take(LARGEST).chain(gained.iter().take(LARGEST)) {
        table.push(
            RowKind::Plain,
            vec![
                change.node.to_string(),
                one_line(change.name),
                status(change.before, lang).to_owned(),
                status(change.after, lang).to_owned(),
            ],
        );
    }
    chapter.table(title, table);
    chapter
}

fn status(status: EvidenceStatus, lang: Lang) -> &'static str {
    match status {
        EvidenceStatus::Missing => word(lang, "tidak ada", "missing"),
        EvidenceStatus::Unchecked => word(lang, "belum diperiksa", "unchecked"),
        EvidenceStatus::Accepted => word(lang, "sah", "accepted"),
        EvidenceStatus::Rejected => word(lang, "ditolak", "rejected"),
    }
}

/// Everything that only one of the editions asks for.
pub(super) fn unmapped(bridge: &YearBridge<'_, '_>, names: &Names<'_>, lang: Lang) -> [Chapter; 2] {
    [
        (ItemKind::New, Side::After, word(lang, "Yang baru", "New")),
        (ItemKind::Retired, Side::Before, word(lang, "Yang dihapus", "Retired")),
    ]
    .map(|(kind, side, title)| {
        let mut chapter = Chapter::new(title);
        let words = Words::new(lang);
        let mut table = Table::new(&[
            (word(lang, "Bagian", "Part"), Align::Left),
            (names.year(side), Align::Right),
            (word(lang, "Maks.", "Max."), Align::Right),
            (words.agencies, Align::Left),
        ]);
        for item in bridge.of_kind(kind) {
            let (nodes, earned, most) = match side {
                Side::Before => (&item.from, item.before, item.maximum_before),
                Side::After => (&item.to, item.after, item.maximum_after),
            };
            table.push(
                RowKind::Plain,
                vec![
                    names.nodes(side, nodes),
                    points(lang, earned),
                    short_points(lang, most),
                    owners(&item.agencies),
                ],
            );
        }
        chapter.table(title, table);
        chapter
    })
}
