//! From the total to a category: the band, the rule between bands, the gates.

use kla::wording::{points, short_points};
use kla::{Between, Category, ConditionScore, GateEffect, GateState, Lang, Points};

use super::writer::Writer;
use crate::words::category_name;

impl Writer<'_, '_> {
    pub(super) fn category(&mut self) {
        let lang = self.lang;
        let (edition, placement) = (self.card.edition(), self.card.placement());
        let bands = edition.bands();
        let total = points(lang, self.card.total());
        self.gap();
        let name = category_name(placement.category, bands, lang);
        self.labelled(self.word("Kategori", "Category"), name);
        let reason = match (placement.category, placement.between, bands.between) {
            _ if placement.without_gates.is_some() => {
                let without = placement.without_gates.map_or("", |category| &category.name);
                let gate = self.card.kept_by().map_or("", |gate| gate.gate.text.get(lang));
                match lang {
                    Lang::Id => format!(
                        "menurut nilainya {without}, tetapi syarat ini belum terpenuhi: {gate}"
                    ),
                    Lang::En => {
                        format!("by its points {without}, but this condition is not met: {gate}")
                    }
                }
            }
            (_, Some(upper), between) => {
                let hole = self.hole(&total, upper);
                let rule = match between {
                    Between::Lower => self.word(
                        "aturan antar-rentang edisi ini memilih yang lebih rendah",
                        "between bands this edition takes the lower one",
                    ),
                    _ => self.word(
                        "edisi ini tidak menyebut kategorinya",
                        "this edition does not say which category that is",
                    ),
                };
                format!("{hole}; {rule}")
            }
            (Some(category), _, _) => {
                let (from, to) =
                    (short_points(lang, category.from), short_points(lang, category.to));
                format!("{from} ≤ {total} ≤ {to}")
            }
            (None, _, _) => {
                let first = bands.categories.first();
                let from = first.map_or_else(String::new, |first| short_points(lang, first.from));
                format!("{total} < {from}")
            }
        };
        self.labelled(self.word("Alasan", "Reason"), reason);
        if placement.between.is_some() {
            self.citation(&bands.citation);
        } else if let Some(category) = placement.category {
            self.citation(&category.citation);
        }
        if let (Some(next), Some(_)) = (&placement.next, placement.without_gates) {
            let text = match lang {
                Lang::Id => format!("{}, setelah syaratnya terpenuhi", next.category.name),
                Lang::En => format!("{}, once its condition is met", next.category.name),
            };
            self.labelled(self.word("Berikutnya", "Next"), text);
        } else if let Some(next) = &placement.next {
            let text = format!(
                "{}: {} − {total} = {}",
                next.category.name,
                short_points(lang, next.category.from),
                points(lang, next.gap)
            );
            self.labelled(self.word("Berikutnya", "Next"), text);
        }
    }

    /// The two printed bands between which the total lies: `600 < 600,50 < 601, …`.
    fn hole(&self, total: &str, upper: &Category) -> String {
        let lang = self.lang;
        let bands = &self.card.edition().bands().categories;
        let band = |category: &Category| {
            let (from, to) = (short_points(lang, category.from), short_points(lang, category.to));
            format!("{} ({from}–{to})", category.name)
        };
        let lower = bands.iter().rfind(|category| category.to < upper.from);
        let from = short_points(lang, upper.from);
        match (lower, lang) {
            (Some(lower), Lang::Id) => format!(
                "{} < {total} < {from}: di antara {} dan {}",
                short_points(lang, lower.to),
                band(lower),
                band(upper)
            ),
            (Some(lower), Lang::En) => format!(
                "{} < {total} < {from}: between {} and {}",
                short_points(lang, lower.to),
                band(lower),
                band(upper)
            ),
            (None, _) => format!("{total} < {from}"),
        }
    }

    /// Every gate with its state, and each figure it looked at.
    pub(super) fn gates(&mut self) {
        for gate in self.card.gates() {
            self.gap();
            let text = format!("{} → {}", gate.gate.text.get(self.lang), self.state(gate.state));
            self.labelled(self.word("Syarat", "Condition"), text);
            self.condition(&gate.condition, 0);
            let category = self.card.edition().category(gate.gate.category.as_str());
            let category = category.map_or("", |category| category.name.as_str());
            let effect = match (gate.gate.effect, gate.state, self.lang) {
                (GateEffect::Notice, _, Lang::Id) => {
                    "hanya pemberitahuan, tidak mengubah kategori".to_owned()
                }
                (GateEffect::Notice, _, Lang::En) => {
                    "only a notice, it changes no category".to_owned()
                }
                (_, GateState::Failed, Lang::Id) => {
                    format!("menahan hasil di bawah {category}")
                }
                (_, GateState::Failed, Lang::En) => format!("keeps the result below {category}"),
                (_, _, Lang::Id) => {
                    format!("bila tidak terpenuhi, menahan hasil di bawah {category}")
                }
                (_, _, Lang::En) => format!("if it fails, it keeps the result below {category}"),
            };
            self.labelled(self.word("Akibat", "Effect"), effect);
            self.citation(&gate.gate.citation);
        }
    }

    fn state(&self, state: GateState) -> &'static str {
        match state {
            GateState::Passed => self.word("terpenuhi", "met"),
            GateState::Failed => self.word("belum terpenuhi", "not met"),
            GateState::Unknown => self.word("belum diketahui", "not known"),
        }
    }

    fn condition(&mut self, condition: &ConditionScore<'_>, depth: usize) {
        let lang = self.lang;
        let state = self.state(condition.state());
        let text = match condition {
            ConditionScore::All(parts) | ConditionScore::Any(parts) => {
                let all = matches!(condition, ConditionScore::All(_));
                // One part alone needs no word about how parts are joined.
                if parts.len() > 1 {
                    let joined = if all {
                        self.word("semua yang berikut", "all of the following")
                    } else {
                        self.word("salah satu yang berikut", "one of the following")
                    };
                    self.part(depth, &format!("{joined} → {state}"));
                }
                for part in parts {
                    self.condition(part, depth + usize::from(parts.len() > 1));
                }
                return;
            }
            ConditionScore::Question { id, earned, least } => {
                self.reached(id.as_str(), *earned, *least)
            }
            ConditionScore::Indicator { id, earned, least } => {
                let name = format!("{} {id}", self.word("indikator", "indicator"));
                self.reached(&name, *earned, *least)
            }
            ConditionScore::Indicators { reached, unknown, number, share } => {
                let share = short_points(lang, *share);
                match lang {
                    Lang::Id => format!(
                        "{reached} indikator mencapai {share}% maksimumnya, {unknown} belum ada isian; perlu {number}"
                    ),
                    Lang::En => format!(
                        "{reached} indicators reach {share}% of their maximum, {unknown} have no answer; {number} are needed"
                    ),
                }
            }
            _ => return,
        };
        self.part(depth, &format!("{text} → {state}"));
    }

    fn part(&mut self, depth: usize, text: &str) {
        let dash = "– ".repeat(depth);
        self.labelled(self.word("Yang dilihat", "Looked at"), format!("{dash}{text}"));
    }

    fn reached(&self, name: &str, earned: Option<Points>, least: Points) -> String {
        let least = short_points(self.lang, least);
        match (earned, self.lang) {
            (Some(earned), Lang::Id) => {
                format!("{name} memperoleh {}, perlu {least}", points(Lang::Id, earned))
            }
            (Some(earned), Lang::En) => {
                format!("{name} earned {}, {least} is needed", points(Lang::En, earned))
            }
            (None, Lang::Id) => format!("{name} belum ada isian, perlu {least}"),
            (None, Lang::En) => format!("{name} has no answer, {least} is needed"),
        }
    }
}
