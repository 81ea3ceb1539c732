//! The bridge itself: of the total, by block, by what is compared; and what must be known to read it.

use kla::wording::{points, short_points, signed_points};
use kla::{Address, Lang, Points};
use kla_plan::{BlockBridge, BridgeTerms, ItemKind, Side, YearBridge};

use super::Names;
use crate::paper::Chapter;
use crate::table::{Align, RowKind, Table};
use crate::view::{one_line, percent};
use crate::words::word;

/// The bridge of the total, the category before and after, and how much of it is compared.
pub(super) fn total(bridge: &YearBridge<'_, '_>, names: &Names<'_>, lang: Lang) -> Chapter {
    let title = word(lang, "Jembatan nilai", "The bridge");
    let mut chapter = Chapter::new(title);
    let terms = bridge.total();
    let mut table = Table::new(&[
        (word(lang, "Langkah", "Step"), Align::Left),
        (word(lang, "Nilai", "Points"), Align::Right),
        (word(lang, "Artinya", "Meaning"), Align::Left),
    ]);
    let score = word(lang, "Nilai", "Score");
    table.push(
        RowKind::Plain,
        vec![
            format!("{score} {}", names.year(Side::Before)),
            points(lang, terms.before),
            word(lang, "menurut aturan waktu itu", "by the rules of then").to_owned(),
        ],
    );
    for (name, amount, meaning) in steps(&terms, lang) {
        table.push(
            RowKind::Plain,
            vec![name.to_owned(), signed_points(lang, amount), meaning.to_owned()],
        );
    }
    table.push(
        RowKind::Total,
        vec![
            format!("{score} {}", names.year(Side::After)),
            points(lang, terms.after),
            format!("{} {}", word(lang, "selisih", "change"), signed_points(lang, terms.change())),
        ],
    );
    chapter.table(title, table);
    for side in [Side::Before, Side::After] {
        let card = bridge.card(side);
        let label = format!("{} {}", word(lang, "Kategori", "Category"), names.year(side));
        chapter.pair(label, super::printed::category(card, lang));
    }
    let part = |side: Side| {
        let (covered, whole) = (bridge.covered(side), bridge.card(side).edition().total());
        format!(
            "{} {} {} ({}%)",
            short_points(lang, covered),
            word(lang, "dari", "of"),
            short_points(lang, whole),
            percent(lang, covered, whole)
        )
    };
    let (before, after) = (part(Side::Before), part(Side::After));
    chapter.pair(
        word(lang, "Dapat dibandingkan", "Comparable"),
        if before == after {
            before
        } else {
            format!(
                "{before} {} {}; {after} {} {}",
                word(lang, "pada", "in"),
                names.year(Side::Before),
                word(lang, "pada", "in"),
                names.year(Side::After)
            )
        },
    );
    chapter
}

/// The terms between the two scores; caps and scaling only where they change anything.
fn steps(terms: &BridgeTerms, lang: Lang) -> Vec<(&'static str, Points, &'static str)> {
    let mut steps = vec![
        (
            word(lang, "Akibat aturan", "Rules"),
            terms.rules,
            word(
                lang,
                "capaian lama, nilai maksimum yang baru",
                "the old attainment, the new maxima",
            ),
        ),
        (
            word(lang, "Kinerja", "Performance"),
            terms.performance,
            word(lang, "capaian yang berubah", "the attainment that changed"),
        ),
        (
            word(lang, "Yang baru", "New"),
            terms.new,
            word(lang, "hanya ada dalam edisi sesudah", "only in the later edition"),
        ),
        (
            word(lang, "Yang dihapus", "Retired"),
            Points::ZERO - terms.retired,
            word(lang, "hanya ada dalam edisi sebelum", "only in the earlier edition"),
        ),
    ];
    if !terms.adjustment.is_zero() {
        steps.push((
            word(lang, "Penyesuaian", "Adjustment"),
            terms.adjustment,
            word(
                lang,
                "pembatasan, dan penskalaan karena tidak berlaku",
                "caps, and scaling where parts do not apply",
            ),
        ));
    }
    steps
}

/// A term of every bridge: what it is called, and its amount.
type Term = (&'static str, fn(&BridgeTerms) -> Points);

/// The bridge by block; terms that are zero everywhere have no column.
pub(super) fn blocks(bridge: &YearBridge<'_, '_>, names: &Names<'_>, lang: Lang) -> Chapter {
    let title = word(lang, "Per blok", "By block");
    let mut chapter = Chapter::new(title);
    let blocks = bridge.blocks();
    let terms: [Term; 5] = [
        (word(lang, "Aturan", "Rules"), |terms| terms.rules),
        (word(lang, "Kinerja", "Performance"), |terms| terms.performance),
        (word(lang, "Baru", "New"), |terms| terms.new),
        (word(lang, "Dihapus", "Retired"), |terms| Points::ZERO - terms.retired),
        (word(lang, "Penyesuaian", "Adjustment"), |terms| terms.adjustment),
    ];
    let told = |(place, (_, amount)): &(usize, &Term)| {
        *place < 2 || blocks.iter().any(|block| !amount(&block.terms).is_zero())
    };
    let terms: Vec<&Term> = terms.iter().enumerate().filter(told).map(|(_, term)| term).collect();
    let mut columns =
        vec![(word(lang, "Blok", "Block"), Align::Left), (names.year(Side::Before), Align::Right)];
    columns.extend(terms.iter().map(|(name, _)| (*name, Align::Right)));
    columns.push((names.year(Side::After), Align::Right));
    columns.push((word(lang, "Selisih", "Change"), Align::Right));
    let mut table = Table::new(&columns);
    let mut line = |kind, label: String, own: &BridgeTerms| {
        let mut cells = vec![label, points(lang, own.before)];
        cells.extend(terms.iter().map(|(_, amount)| signed_points(lang, amount(own))));
        cells.push(points(lang, own.after));
        cells.push(signed_points(lang, own.change()));
        table.push(kind, cells);
    };
    for block in &blocks {
        line(RowKind::Plain, label(block, names, lang), &block.terms);
    }
    line(RowKind::Total, word(lang, "Jumlah", "Total").to_owned(), &bridge.total());
    chapter.table(title, table);
    for rest in bridge.rests() {
        let node = match rest.node {
            Address::Total => word(lang, "nilai total", "the total").to_owned(),
            _ => rest.node.to_string(),
        };
        let (before, after) = (signed_points(lang, rest.before), signed_points(lang, rest.after));
        chapter.paragraph(match lang {
            Lang::Id => format!(
                "Penyesuaian pada {node}: {before} terhadap jumlah bagiannya pada {}, {after} pada {}.",
                names.year(Side::Before),
                names.year(Side::After)
            ),
            Lang::En => format!(
                "Adjustment of {node}: {before} to the sum of its parts in {}, {after} in {}.",
                names.year(Side::Before),
                names.year(Side::After)
            ),
        });
    }
    chapter
}

fn label(block: &BlockBridge, names: &Names<'_>, lang: Lang) -> String {
    if block.blocks == [Address::Total] || block.blocks.is_empty() {
        return word(lang, "Penskalaan total", "Scaling of the total").to_owned();
    }
    names.nodes(block.side, &block.blocks)
}

/// What is compared with what, as a sum that a pocket calculator can follow; by the same rules there is
/// nothing to follow.
pub(super) fn items(bridge: &YearBridge<'_, '_>, names: &Names<'_>, lang: Lang) -> Chapter {
    let title =
        word(lang, "Capaian lama menurut aturan baru", "The old attainment by the new rules");
    let mut chapter = Chapter::new(title);
    if bridge.same_rules() {
        return chapter;
    }
    let maximum = word(lang, "Maks.", "Max.");
    let mut table = Table::new(&[
        (word(lang, "Bagian", "Part"), Align::Left),
        (names.year(Side::Before), Align::Right),
        (maximum, Align::Right),
        (word(lang, "Dialihkan", "Carried"), Align::Right),
        (word(lang, "Aturan", "Rules"), Align::Right),
        (names.year(Side::After), Align::Right),
        (maximum, Align::Right),
        (word(lang, "Kinerja", "Performance"), Align::Right),
    ]);
    for item in bridge.of_kind(ItemKind::Mapped) {
        let terms = item.terms();
        let dots = if item.cut { "…" } else { "" };
        table.push(
            RowKind::Plain,
            vec![
                names.pair(&item.from, &item.to),
                points(lang, item.before),
                short_points(lang, item.maximum_before),
                format!("{}{dots}", points(lang, item.carried)),
                signed_points(lang, terms.rules),
                points(lang, item.after),
                short_points(lang, item.maximum_after),
                signed_points(lang, terms.performance),
            ],
        );
    }
    chapter.table(title, table);
    chapter.paragraph(word(
        lang,
        "Dialihkan = nilai lama ÷ maksimum lama × maksimum baru, dipotong setelah enam desimal (… berarti ada kelanjutannya). Aturan = dialihkan − nilai lama; kinerja = nilai baru − dialihkan.",
        "Carried = old points ÷ old maximum × new maximum, cut after six decimals (… means that more follow). Rules = carried − old points; performance = new points − carried.",
    ));
    chapter
}

/// What must be known to read the bridge.
pub(super) fn notes(bridge: &YearBridge<'_, '_>, names: &Names<'_>, lang: Lang) -> Chapter {
    let mut chapter = Chapter::new(word(lang, "Perlu diketahui", "To be known"));
    let mut lines = Vec::new();
    for (side, node) in bridge.lifted() {
        let (node, year) = (names.nodes(*side, std::slice::from_ref(node)), names.year(*side));
        lines.push(match lang {
            Lang::Id => format!(
                "{node} pada {year} hanya diketahui sebagai jumlah, jadi bagian-bagiannya dibandingkan sebagai satu."
            ),
            Lang::En => format!(
                "Of {node} in {year} only the sum is known, so its parts are compared as one."
            ),
        });
    }
    for (side, node) in bridge.absorbed() {
        let (node, year) = (names.nodes(*side, std::slice::from_ref(node)), names.year(*side));
        lines.push(match lang {
            Lang::Id => format!(
                "{node} hanya ada dalam edisi {year}, tetapi nilainya tidak terpisah: ia ikut dalam jumlah tersebut."
            ),
            Lang::En => format!(
                "{node} is only in the edition of {year}, but its points are not known alone: they are within that sum."
            ),
        });
    }
    for side in [Side::Before, Side::After] {
        let completeness = bridge.card(side).completeness();
        let (given, whole) = (completeness.points, bridge.card(side).edition().total());
        if given < whole {
            let (given, whole) = (short_points(lang, given), short_points(lang, whole));
            let year = names.year(side);
            lines.push(match lang {
                Lang::Id => format!(
                    "Isian {year} mencakup {given} dari {whole} nilai; yang belum diisi terhitung nol, jadi sebagian kinerja dapat berasal dari kelengkapan isian."
                ),
                Lang::En => format!(
                    "The answers of {year} cover {given} of {whole} points; the rest counts as zero, so part of the performance may be that of filling in."
                ),
            });
        }
    }
    let mapping = bridge.mapping();
    for source in mapping.sources() {
        let cited = mapping.pairs().iter().filter_map(|pair| pair.citation.as_ref());
        let cited: Vec<_> = cited.filter(|citation| citation.source == source.id).collect();
        let least = cited.iter().map(|citation| citation.confidence).max();
        let Some(least) = least else { continue };
        lines.push(format!(
            "{}: {} ({})",
            word(lang, "Dasar padanan", "Basis of the mapping"),
            one_line(&source.title),
            least.meaning().get(lang)
        ));
    }
    for side in [Side::Before, Side::After] {
        let card = bridge.card(side);
        let edition = card.edition().notes().iter().map(|note| note.text.get(lang));
        let own = card.answers().notes().iter().map(String::as_str);
        for note in own.chain(edition) {
            let line = format!("{}: {}", names.year(side), one_line(note));
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    chapter.list(lines);
    chapter
}
