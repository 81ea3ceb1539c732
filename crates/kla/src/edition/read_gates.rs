//! Gates and their conditions.

use super::gates::{Condition, Gate, GateEffect};
use super::index::Lexicon;
use super::model::{Bands, Block, Indicator};
use super::parts::{Names, bilingual, reference, unique_tables};
use crate::code::Code;
use crate::document::{Ceiling, TableReader};
use crate::id::{CategoryId, GateId, IndicatorId, QuestionId};
use crate::points::Points;
use crate::wording::Text;

/// Conditions in conditions beyond this depth help nobody.
const DEEPEST: usize = 4;

/// What a gate may speak about.
pub(super) struct Known {
    categories: Lexicon,
    indicators: Lexicon,
    questions: Lexicon,
}

impl Known {
    pub(super) fn of(bands: Option<&Bands>, blocks: &[Block]) -> Known {
        let rows = || blocks.iter().flat_map(|block| &block.indicators);
        let categories = bands.map_or(&[][..], |bands| &bands.categories);
        Known {
            categories: Lexicon::of(categories.iter().map(|category| &category.id)),
            indicators: Lexicon::of(rows().map(|row| &row.id)),
            questions: Lexicon::of(rows().flat_map(Indicator::questions).map(|found| &found.id)),
        }
    }
}

/// All gates of a file.
pub(super) fn gates(reader: &TableReader<'_>, names: &Names, known: &Known) -> Vec<Gate> {
    unique_tables(reader.optional_tables("gate"), &Text::new("syarat", "gate"), |table, id| {
        let what = Text::new("kategori", "category");
        let category = table
            .text("category")
            .and_then(|word| reference(word, &what, &known.categories, table.sink()));
        let effect =
            table.choice("effect", &[("notice", GateEffect::Notice), ("cap", GateEffect::Cap)]);
        let text = bilingual(table, "text", "text_en");
        let condition = combined(table, known, DEEPEST);
        let citation = names.citation(table);
        Some(Gate {
            id: GateId::new(id),
            category: CategoryId::new(category?),
            effect: effect?,
            text: text?,
            condition: condition?,
            citation: citation?,
        })
    })
}

/// `all` or `any` of a table, exactly one of the two.
fn combined(table: &TableReader<'_>, known: &Known, depth: usize) -> Option<Condition> {
    let (all, any) = (table.optional("all"), table.optional("any"));
    let key = match (all.is_some(), any.is_some()) {
        (true, false) => "all",
        (false, true) => "any",
        _ => {
            report(table, "`all` atau `any`, salah satu saja", "`all` or `any`, one of the two");
            return None;
        }
    };
    let tables = table.optional_tables(key);
    let expected = tables.len();
    if expected == 0 || depth == 0 {
        report(
            table,
            "daftar bagian yang tidak kosong dan tidak terlalu dalam",
            "a list of parts, not empty and not too deep",
        );
        return None;
    }
    let parts: Vec<Condition> = tables
        .into_iter()
        .filter_map(|part| {
            let condition = condition(&part, known, depth - 1);
            part.finish();
            condition
        })
        .collect();
    (parts.len() == expected).then_some(match key {
        "all" => Condition::All(parts),
        _ => Condition::Any(parts),
    })
}

fn condition(part: &TableReader<'_>, known: &Known, depth: usize) -> Option<Condition> {
    if let Some(word) = part.optional_text("question") {
        let points = part.points("at_least", Ceiling::Unknown);
        let what = Text::new("butir", "question");
        let id = reference(word, &what, &known.questions, part.sink())?;
        return Some(Condition::Question(QuestionId::new(id), points?));
    }
    if let Some(word) = part.optional_text("indicator") {
        let points = part.points("at_least", Ceiling::Unknown);
        let what = Text::new("indikator", "indicator");
        let id = reference(word, &what, &known.indicators, part.sink())?;
        return Some(Condition::Indicator(IndicatorId::new(id), points?));
    }
    if part.optional("indicators").is_some() {
        let most = u32::try_from(known.indicators.len()).unwrap_or(u32::MAX);
        let number = part.whole("indicators", 1, most.max(1));
        let share = part.points("at_share", Ceiling::At(Points::from(100))).filter(|share| {
            let possible = *share <= Points::from(100);
            if !possible && let Some(node) = part.optional("at_share") {
                part.sink().report(
                    Code::PercentAbove100,
                    &node.span,
                    Text::new(
                        format!("`{}` persen melebihi 100", node.written()),
                        format!("`{}` per cent is above 100", node.written()),
                    ),
                );
            }
            possible
        });
        return Some(Condition::Indicators {
            number: usize::try_from(number?).ok()?,
            share: share?,
        });
    }
    combined(part, known, depth)
}

fn report(table: &TableReader<'_>, id: &str, en: &str) {
    table.sink().report(
        Code::BadGate,
        table.span(),
        Text::new(
            format!("syarat ini harus memuat {id}"),
            format!("this condition must hold {en}"),
        ),
    );
}
