//! What can be asked for: each verb with its keys.

mod batch;
mod case;
mod list;
mod plan;
mod table;

use crate::asked::Asked;
use crate::reply::{Refusal, Reply};

/// Something that can be asked for.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Verb {
    /// What a request calls it.
    pub name: &'static str,
    /// The keys that it uses beside `format`, `verb` and `lang`, which every verb knows.
    pub keys: &'static [&'static str],
    answer: fn(&Asked<'_>) -> Result<Reply, Refusal>,
}

impl Verb {
    /// Every key that it knows.
    pub fn all_keys(&self) -> impl Iterator<Item = &'static str> {
        ["format", "verb", "lang"].into_iter().chain(self.keys.iter().copied())
    }
}

/// Everything that can be asked for.
///
/// ```
/// assert!(kla_door::VERBS.iter().any(|verb| verb.name == "score" && verb.keys.contains(&"output")));
/// ```
pub const VERBS: &[Verb] = &[
    Verb {
        name: "score",
        keys: &["answers", "name", "edition", "rules", "output"],
        answer: case::score,
    },
    Verb {
        name: "explain",
        keys: &["answers", "name", "edition", "rules", "node", "depth", "output"],
        answer: case::explain,
    },
    Verb { name: "check", keys: &["answers", "name", "edition", "rules"], answer: case::check },
    Verb {
        name: "write",
        keys: &["answers", "name", "edition", "rules", "output"],
        answer: case::write,
    },
    Verb {
        name: "range",
        keys: &["answers", "name", "edition", "rules", "closed", "last", "depth", "output"],
        answer: plan::range,
    },
    Verb {
        name: "plan",
        keys: &[
            "answers",
            "name",
            "edition",
            "rules",
            "to",
            "from",
            "effort",
            "lock",
            "budget",
            "mendable",
            "closed",
            "outcomes",
            "conditions",
            "buffer",
            "output",
        ],
        answer: plan::plan,
    },
    Verb {
        name: "batch",
        keys: &[
            "answers", "names", "table", "name", "year", "stage", "edition", "rules", "columns",
        ],
        answer: batch::batch,
    },
    Verb { name: "editions", keys: &["id", "rules"], answer: list::editions },
    Verb { name: "regions", keys: &[], answer: list::regions },
    Verb { name: "version", keys: &[], answer: list::version },
];

/// Answers a request.
pub(crate) fn answer(request: &str) -> Result<Reply, Refusal> {
    let (asked, verb) = Asked::read(request)?;
    // Said once, whether or not the verb has words in a language.
    asked.lang();
    (verb.answer)(&asked)
}
