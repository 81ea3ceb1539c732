//! What if some answers were others: supposed answers beside those that were given.

use kla::{Address, Answers, Changes, NamedChanges, OverError, Points, Scorecard, score};

/// Answers and what is supposed in their place, case by case.
#[derive(Debug)]
pub struct WhatIf<'a, 'e> {
    base: &'a Answers<'e>,
    cases: Vec<(&'a NamedChanges<'e>, Answers<'e>)>,
}

/// A case that supposes a part of what is known only as a whole.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the case `{name}` cannot be supposed: {reason}")]
#[non_exhaustive]
pub struct WhatIfError {
    /// The case.
    pub name: String,
    /// Why.
    pub reason: OverError,
}

/// The score as it is and in every case.
#[derive(Debug)]
#[non_exhaustive]
pub struct Supposed<'a> {
    /// The score of the answers that were given.
    pub base: Scorecard<'a>,
    /// The cases, in the order of their file.
    pub cases: Vec<SupposedCase<'a>>,
}

/// The score of one case.
#[derive(Debug)]
#[non_exhaustive]
pub struct SupposedCase<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Its score.
    pub card: Scorecard<'a>,
    /// What it supposes, in the order in which it is written.
    pub changes: Vec<Supposition>,
}

/// One value that is supposed in the place of another.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Supposition {
    /// Whose value it is.
    pub node: Address,
    /// The value that was given, as an answers file writes it; `None` where there is none.
    pub before: Option<String>,
    /// The value that is supposed.
    pub after: Option<String>,
    /// What the node earns with the one and with the other; `None` where it stands in a whole.
    pub points: [Option<Points>; 2],
}

impl<'a, 'e> WhatIf<'a, 'e> {
    /// Lays each case over the answers, each of them alone.
    ///
    /// # Errors
    ///
    /// When a case supposes a part of what is known only as a whole.
    ///
    /// ```
    /// let edition = kla::Edition::bundled("2023").unwrap();
    /// let answers = edition.read_answers("a.toml", r#"
    ///     format = 1
    ///     edition = "2023"
    ///     region = "62.71"
    ///     year = 2024
    ///     stage = "mandiri"
    ///     [answers.4]
    ///     P4 = "3"
    /// "#).unwrap();
    /// let cases = answers.read_scenarios(kla::Source::new("skenario.toml", r#"
    ///     format = 1
    ///     [[scenario]]
    ///     name = "akta"
    ///     set = { "4.P4" = "5" }
    /// "#)).unwrap();
    /// let what_if = kla_plan::WhatIf::of(&answers, &cases).unwrap();
    /// let supposed = what_if.score();
    /// assert_eq!(supposed.cases[0].difference(&supposed.base).to_string(), "2");
    /// ```
    pub fn of(
        base: &'a Answers<'e>,
        cases: &'a [NamedChanges<'e>],
    ) -> Result<WhatIf<'a, 'e>, WhatIfError> {
        let laid = cases.iter().map(|case| {
            let changed = base.changed_by(&case.changes);
            changed
                .map(|changed| (case, changed))
                .map_err(|reason| WhatIfError { name: case.name.clone(), reason })
        });
        Ok(WhatIf { base, cases: laid.collect::<Result<_, _>>()? })
    }

    /// The score as it is and in every case.
    #[must_use]
    pub fn score(&self) -> Supposed<'_> {
        let base = score(self.base);
        let cases = self
            .cases
            .iter()
            .map(|(case, answers)| {
                let card = score(answers);
                let changes = suppositions(&case.changes, &base, &card);
                SupposedCase { name: &case.name, card, changes }
            })
            .collect();
        Supposed { base, cases }
    }
}

impl SupposedCase<'_> {
    /// What the total gains against the answers that were given; below zero where it loses.
    #[must_use]
    pub fn difference(&self, base: &Scorecard<'_>) -> Points {
        self.card.total() - base.total()
    }
}

/// What some changes suppose, beside what was given.
#[must_use]
pub fn suppositions(
    changes: &Changes<'_>,
    base: &Scorecard<'_>,
    supposed: &Scorecard<'_>,
) -> Vec<Supposition> {
    let of = |node: &Address| Supposition {
        node: node.clone(),
        before: base.answers().written(node),
        after: supposed.answers().written(node),
        points: [base.points_of(node), supposed.points_of(node)],
    };
    changes.nodes().iter().map(of).collect()
}
