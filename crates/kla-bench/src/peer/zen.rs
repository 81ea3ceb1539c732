//! `zen-engine`: decision graphs of GoRules, with decimals inside.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use kla::{Answers, Edition};
use rust_decimal::Decimal;
use serde_json::json;
use zen_engine::model::{DecisionContent, GraphContent};
use zen_engine::{Decision, DecisionEngine, Variable};

use crate::floor::{Answer, Form};

/// A decision graph of one expression node: a sum for each indicator, each block and the total.
pub struct Zen {
    decision: Decision,
}

impl Zen {
    /// The graph of an edition, compiled.
    ///
    /// # Panics
    ///
    /// Where the engine refuses it.
    #[must_use]
    pub fn of(edition: &Edition) -> Zen {
        let mut expressions = Vec::new();
        let mut add = |key: String, value: String| {
            expressions.push(json!({ "id": key, "key": key, "value": value }));
        };
        let mut row_place = 0;
        let mut blocks = Vec::new();
        for (block_place, block) in edition.blocks().iter().enumerate() {
            let mut rows = Vec::new();
            for row in &block.indicators {
                let points = format!("sum(map(a{row_place}, type(#) == 'number' ? # : 0))");
                add(format!("r{row_place}"), format!("min([{points}, {}])", row.maximum));
                rows.push(format!("$.r{row_place}"));
                row_place += 1;
            }
            let sum = rows.join(" + ");
            add(format!("b{block_place}"), format!("min([{sum}, {}])", block.maximum));
            blocks.push(format!("$.b{block_place}"));
        }
        add("total".to_owned(), blocks.join(" + "));
        let bands = edition.bands().categories.iter().fold("0".to_owned(), |below, band| {
            let place = 1 + edition
                .bands()
                .categories
                .iter()
                .position(|one| one.id == band.id)
                .unwrap_or(0);
            format!("($.total >= {} ? {place} : {below})", band.from)
        });
        add("category".to_owned(), bands);
        let graph = json!({
            "nodes": [
                { "id": "in", "type": "inputNode", "name": "in" },
                { "id": "sum", "type": "expressionNode", "name": "sum", "content": { "expressions": expressions } },
                { "id": "out", "type": "outputNode", "name": "out" },
            ],
            "edges": [
                { "id": "1", "type": "edge", "sourceId": "in", "targetId": "sum" },
                { "id": "2", "type": "edge", "sourceId": "sum", "targetId": "out" },
            ],
        });
        let mut graph: GraphContent = serde_json::from_value(graph).expect("a decision graph");
        graph.compile();
        let content = Arc::new(DecisionContent::Graph(Arc::new(graph)));
        let decision = DecisionEngine::default().create_decision(content).expect("a decision");
        Zen { decision }
    }

    /// Answers as the engine's own values: an array for each indicator, of numbers, words and nulls.
    #[must_use]
    pub fn answers(answers: &Answers<'_>) -> Variable {
        let mut all = Form::answers(answers).into_iter();
        let input = Variable::empty_object();
        for (place, row) in answers.edition().indicators().enumerate() {
            let own = all.by_ref().take(row.questions().len()).map(|answer| match answer {
                Answer::Missing => Variable::Null,
                Answer::NotApplicable => Variable::from(json!("tidak-berlaku")),
                Answer::Zero => Variable::Number(Decimal::ZERO),
                Answer::Points(points) => Variable::Number(points),
            });
            input.dot_insert(&format!("a{place}"), Variable::from_array(own.collect()));
        }
        input
    }

    /// The total, and how many floors of categories it has reached.
    ///
    /// # Panics
    ///
    /// Where the engine fails.
    #[must_use]
    pub fn total(&self, answers: &Variable) -> (Decimal, usize) {
        let response = now(self.decision.evaluate(answers.shallow_clone())).expect("a result");
        let number = |key| response.result.dot(key).and_then(|value| value.as_number());
        let category = number("category").expect("a category");
        (number("total").expect("a total"), usize::try_from(category).expect("a place"))
    }
}

/// The value of a future that has nothing to wait for.
fn now<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
}
