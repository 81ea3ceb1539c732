//! `rhai`: a script engine for rules inside programs, built with decimals and without floats.

use std::cell::RefCell;

use kla::{Answers, Edition};
use rhai::{AST, Array, Dynamic, Engine, Scope};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::floor::{Answer, Form};

/// A script of two loops, with the maxima and bands of an edition as constants.
pub struct Script {
    engine: Engine,
    script: AST,
}

/// The answers of a region, in a scope of their own.
pub type ScriptAnswers = RefCell<Scope<'static>>;

impl Script {
    /// The script of an edition, compiled and optimised.
    ///
    /// # Panics
    ///
    /// Where the engine refuses it.
    #[must_use]
    pub fn of(edition: &Edition) -> Script {
        let mut text = "let total = 0.0;\nlet place = 0;\n".to_owned();
        for block in edition.blocks() {
            let maxima: Vec<String> =
                block.indicators.iter().map(|row| decimal(row.maximum.to_decimal())).collect();
            text.push_str(&format!(
                r#"
                let of_block = 0.0;
                for maximum in [{maxima}] {{
                    let earned = 0.0;
                    for answer in answers[place] {{
                        if type_of(answer) == "decimal" {{ earned += answer; }}
                    }}
                    place += 1;
                    of_block += if earned > maximum {{ maximum }} else {{ earned }};
                }}
                total += if of_block > {own} {{ {own} }} else {{ of_block }};
                "#,
                maxima = maxima.join(", "),
                own = decimal(block.maximum.to_decimal()),
            ));
        }
        text.push_str("let category = 0;\n");
        for band in &edition.bands().categories {
            let floor = decimal(band.from.to_decimal());
            text.push_str(&format!("if total >= {floor} {{ category += 1; }}\n"));
        }
        text.push_str("[total, category]\n");
        let engine = Engine::new();
        let script = engine.compile(&text).expect("a script");
        Script { engine, script }
    }

    /// Answers as the engine's own values: an array for each indicator, of decimals, words and units.
    #[must_use]
    pub fn answers(answers: &Answers<'_>) -> ScriptAnswers {
        let mut all = Form::answers(answers).into_iter();
        let rows = answers.edition().indicators().map(|row| {
            let own = all.by_ref().take(row.questions().len()).map(|answer| match answer {
                Answer::Missing => Dynamic::UNIT,
                Answer::NotApplicable => Dynamic::from("tidak-berlaku"),
                Answer::Zero => Dynamic::from_decimal(Decimal::ZERO),
                Answer::Points(points) => Dynamic::from_decimal(points),
            });
            Dynamic::from_array(own.collect())
        });
        let mut scope = Scope::new();
        scope.push_constant_dynamic("answers", Dynamic::from_array(rows.collect()));
        RefCell::new(scope)
    }

    /// The total, and how many floors of categories it has reached.
    ///
    /// # Panics
    ///
    /// Where the engine fails.
    #[must_use]
    pub fn total(&self, answers: &ScriptAnswers) -> (Decimal, usize) {
        let mut scope = answers.borrow_mut();
        let result: Array =
            self.engine.eval_ast_with_scope(&mut scope, &self.script).expect("a result");
        // What the script has declared goes; the answers stay.
        scope.rewind(1);
        let total = result[0].as_decimal().expect("a total");
        let category = result[1].as_int().expect("a place");
        (total, category.to_usize().expect("a place"))
    }
}

/// A decimal as the script writes it, with a mark, so that it is no whole number there.
fn decimal(value: Decimal) -> String {
    let text = value.to_string();
    if text.contains('.') { text } else { text + ".0" }
}
