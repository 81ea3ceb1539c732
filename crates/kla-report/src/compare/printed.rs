//! What was printed beside what is computed, of both years; no printed figure is written anew.

use kla::wording::{points, signed_points};
use kla::{Address, DeclaredCategory, DeclaredWhat, Lang, Points, Scorecard};
use kla_plan::{Side, YearBridge};

use super::Names;
use crate::paper::Chapter;
use crate::table::{Align, RowKind, Table};
use crate::words::{category_name, word};

/// The category of a score, what a condition keeps it from, and what was printed.
pub(super) fn category(card: &Scorecard<'_>, lang: Lang) -> String {
    let placement = card.placement();
    let bands = card.edition().bands();
    let mut said = category_name(placement.category, bands, lang);
    if let (Some(higher), Some(gate)) = (placement.without_gates, card.kept_by()) {
        let text = gate.gate.text.get(lang);
        said += &match lang {
            Lang::Id => format!(", tanpa syarat {}: {text}", higher.name),
            Lang::En => format!(", without conditions {}: {text}", higher.name),
        };
    }
    if let Some(between) = placement.between {
        said += &match lang {
            Lang::Id => format!(", di antara rentangnya dan {}", between.name),
            Lang::En => format!(", between its band and {}", between.name),
        };
    }
    let printed = card.answers().declared_category().map(|printed| match printed {
        DeclaredCategory::Below => bands.below.get(lang),
        DeclaredCategory::Category(category) => category.name.as_str(),
    });
    if let Some(printed) = printed {
        said += &match lang {
            Lang::Id => format!("; seperti dilaporkan: {printed}"),
            Lang::En => format!("; as reported: {printed}"),
        };
    }
    said
}

/// Reported and recomputed figures of the total and of whatever else was printed.
pub(super) fn figures(bridge: &YearBridge<'_, '_>, names: &Names<'_>, lang: Lang) -> Chapter {
    let title = word(lang, "Seperti dilaporkan dan dihitung ulang", "As reported and recomputed");
    let mut chapter = Chapter::new(title);
    let head = |side: Side, what: &str| format!("{} {what}", names.year(side));
    let (reported, computed) =
        (word(lang, "dilaporkan", "reported"), word(lang, "dihitung", "computed"));
    let heads = [
        head(Side::Before, reported),
        head(Side::Before, computed),
        head(Side::After, reported),
        head(Side::After, computed),
    ];
    let difference = word(lang, "Selisih", "Diff.");
    let mut table = Table::new(&[
        (word(lang, "Bagian", "Part"), Align::Left),
        (&heads[0], Align::Right),
        (&heads[1], Align::Right),
        (difference, Align::Right),
        (&heads[2], Align::Right),
        (&heads[3], Align::Right),
        (difference, Align::Right),
    ]);
    let nodes = nodes(bridge).into_iter().map(|node| (node, RowKind::Plain));
    for (node, kind) in nodes.chain([(Address::Total, RowKind::Total)]) {
        let label = match &node {
            Address::Total => word(lang, "Nilai", "Score").to_owned(),
            node => {
                let later = bridge.after().edition().maximum_of(node).is_some();
                let side = if later { Side::After } else { Side::Before };
                names.nodes(side, std::slice::from_ref(node))
            }
        };
        let mut cells = vec![label];
        for side in [Side::Before, Side::After] {
            cells.extend(figure(bridge.card(side), &node, lang));
        }
        table.push(kind, cells);
    }
    chapter.table(title, table);
    chapter.paragraph(word(
        lang,
        "Angka yang dilaporkan dikutip dari berkas dan tidak diubah; – berarti tidak tercantum atau tidak ada dalam edisi itu. Selisih = dilaporkan − dihitung. Jembatan di atas memakai angka yang dihitung.",
        "Reported figures are quoted from the files and never changed; – means that none is printed, or not part of that edition. Difference = reported − computed. The bridge above uses the computed figures.",
    ));
    chapter
}

/// Every block and row that a file of either year prints a figure of, in the order of the later edition.
fn nodes(bridge: &YearBridge<'_, '_>) -> Vec<Address> {
    let mut nodes: Vec<Address> = Vec::new();
    for side in [Side::After, Side::Before] {
        let edition = bridge.card(side).edition();
        for block in edition.parts(&Address::Total) {
            for node in std::iter::once(block.clone()).chain(edition.parts(&block)) {
                let printed = [Side::Before, Side::After]
                    .iter()
                    .any(|side| reported(bridge.card(*side), &node).is_some());
                if printed && !nodes.contains(&node) {
                    nodes.push(node);
                }
            }
        }
    }
    nodes
}

/// The printed points of a node.
fn reported(card: &Scorecard<'_>, node: &Address) -> Option<Points> {
    let mut said = card.answers().declared().iter();
    let found = said.find(|one| one.what == DeclaredWhat::Points && one.node == *node);
    found.map(|one| one.points)
}

/// Reported, computed, and their difference.
fn figure(card: &Scorecard<'_>, node: &Address, lang: Lang) -> [String; 3] {
    let dash = || "–".to_owned();
    let reported = reported(card, node);
    let computed = card.points_of(node);
    let difference = reported.zip(computed).map(|(reported, computed)| reported - computed);
    [
        reported.map_or_else(dash, |reported| points(lang, reported)),
        computed.map_or_else(dash, |computed| points(lang, computed)),
        difference.map_or_else(dash, |difference| signed_points(lang, difference)),
    ]
}
