//! Reading reasons, shrink and effort: `[reasons]`, `[shrink]`, `[effort]`.

use super::index::Lexicon;
use super::parts::{Names, bilingual, reference, unique_tables};
use super::planning::{Effort, EffortClass, EffortKind, Pace, Reason, Reasons, Shrink};
use super::read_shape::{not_empty, not_rising};
use crate::code::Code;
use crate::document::{Ceiling, TableReader, Value, as_points};
use crate::id::{EffortId, ReasonId};
use crate::points::Points;
use crate::wording::Text;

/// Most units of a class.
pub(crate) const MOST_UNITS: u32 = 10_000;

/// `[reasons]`, if it is there.
pub(super) fn reasons(reader: &TableReader<'_>, names: &Names) -> Option<Reasons> {
    let table = reader.optional_table("reasons")?;
    let citation = names.citation(&table);
    let what = Text::new("alasan", "reason");
    let tables =
        not_empty(&table, "reason").map_or_else(Vec::new, |_| table.optional_tables("reason"));
    let reasons = unique_tables(tables, &what, |table, id| {
        let name = bilingual(table, "name", "name_en");
        let reply = table.optional("reply").and_then(|_| bilingual(table, "reply", "reply_en"));
        Some(Reason { id: ReasonId::new(id), name: name?, reply })
    });
    table.finish();
    Some(Reasons { citation: citation?, reasons })
}

/// `[shrink]`, if it is there.
pub(super) fn shrink(reader: &TableReader<'_>, names: &Names) -> Option<Shrink> {
    let table = reader.optional_table("shrink")?;
    let percents = not_empty(&table, "percents");
    let percent = |node| {
        let percent = as_points(node, Ceiling::At(Points::from(100)), table.sink())?;
        if percent <= Points::from(100) {
            return Some(percent);
        }
        table.sink().report(
            Code::PercentAbove100,
            &node.span,
            Text::new("persentase ini melebihi 100", "this percentage is above 100"),
        );
        None
    };
    let nodes = percents.unwrap_or_default();
    let found: Vec<Points> = nodes.iter().filter_map(percent).collect();
    let is_whole = percents.is_some() && found.len() == nodes.len();
    for (pair, node) in found.windows(2).zip(nodes.iter().skip(1)).filter(|_| is_whole) {
        if pair[1] <= pair[0] {
            not_rising(pair[0], pair[1], &node.span, &table);
        }
    }
    let reference = table.required("reference").and_then(percent);
    let citation = names.citation(&table);
    table.finish();
    is_whole.then_some(Shrink { percents: found, reference: reference?, citation: citation? })
}

/// The classes of `[effort]`, which questions refer to.
pub(super) fn classes(reader: &TableReader<'_>) -> Vec<EffortClass> {
    let Some(table) = reader.optional_table("effort") else { return Vec::new() };
    let what = Text::new("kelas usaha", "class of effort");
    unique_tables(table.optional_tables("class"), &what, |table, id| {
        let name = bilingual(table, "name", "name_en");
        let action = bilingual(table, "action", "action_en");
        let units = table.whole("units", 1, MOST_UNITS);
        let pace = table.optional_choice("pace", &[("quick", Pace::Quick)]);
        let kind = table.optional_choice("kind", &[("outcome", EffortKind::Outcome)]);
        Some(EffortClass {
            id: EffortId::new(id),
            name: name?,
            action: action?,
            units: units?,
            pace: pace.unwrap_or(Pace::Slow),
            kind: kind.unwrap_or(EffortKind::Work),
        })
    })
}

/// `[effort]` with its classes, if it is there.
pub(super) fn effort(reader: &TableReader<'_>, names: &Names) -> Option<Effort> {
    let table = reader.optional_table("effort")?;
    let known = Lexicon::of(names.efforts.iter().map(|class| &class.id));
    let what = Text::new("kelas usaha", "class of effort");
    let class = |key| {
        let word = table.text(key)?;
        Some(EffortId::new(reference(word, &what, &known, table.sink())?))
    };
    let (usual, missing) = (class("usual"), class("missing"));
    let (rejected, unchecked) = (class("rejected"), class("unchecked"));
    let step = table.points("step", Ceiling::At(Points::from(100)));
    let step = step.filter(|step| {
        let fits = !step.is_zero() && *step <= Points::from(100);
        if !fits && let Some(node) = table.optional("step") {
            table.sink().report(
                Code::PercentAbove100,
                &node.span,
                Text::new(
                    "langkah capaian di atas 0 dan paling banyak 100 poin persen",
                    "the step of a figure is above 0 and at most 100 percentage points",
                ),
            );
        }
        fits
    });
    let citation = names.citation(&table);
    // What is wrong with the classes themselves was told when they were read.
    if table.optional("class").is_none_or(|node| matches!(node.value, Value::List(_))) {
        not_empty(&table, "class");
    }
    table.finish();
    Some(Effort {
        classes: names.efforts.clone(),
        usual: usual?,
        missing: missing?,
        rejected: rejected?,
        unchecked: unchecked?,
        step: step?,
        citation: citation?,
    })
}
