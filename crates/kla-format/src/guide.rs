//! What `rules/FORMAT.md` says about the keys of each file: their order, and which values count.

use toml_edit::{Item, Table};

/// What stands in a place: how a bare value is written there, and the keys of a table.
pub(crate) struct Place {
    pub(crate) scalar: Scalar,
    pub(crate) keys: Keys,
}

/// How a value that is neither a list nor a table is written.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) enum Scalar {
    /// As it stands.
    Kept,
    /// A number that counts: quoted, with a decimal dot.
    Number,
    /// A whole answer: with a decimal dot, but a bare number is not quoted. Quoted it could name a
    /// level of its question, bare it cannot.
    Answer,
}

/// The keys of a table.
pub(crate) enum Keys {
    /// Nothing is known about them.
    Unknown,
    /// Their names in the order of the guide.
    Named(&'static [(&'static str, &'static Place)]),
    /// They are data: ids of blocks, indicators or questions.
    Data(&'static Place),
    /// They are years.
    Years(&'static Place),
}

impl Place {
    const fn named(keys: &'static [(&'static str, &'static Place)]) -> Place {
        Place { scalar: Scalar::Kept, keys: Keys::Named(keys) }
    }

    const fn data(place: &'static Place) -> Place {
        Place { scalar: Scalar::Kept, keys: Keys::Data(place) }
    }

    /// What stands at a key.
    pub(crate) fn at(&self, key: &str) -> &'static Place {
        match self.keys {
            Keys::Unknown => &KEPT,
            Keys::Named(keys) => {
                keys.iter().find(|(name, _)| *name == key).map_or(&KEPT, |(_, place)| place)
            }
            Keys::Data(place) | Keys::Years(place) => place,
        }
    }

    /// The rank of a key in the order of the guide; all unknown ones come last.
    pub(crate) fn rank(&self, key: &str) -> usize {
        match self.keys {
            Keys::Named(keys) => {
                keys.iter().position(|(name, _)| *name == key).unwrap_or(keys.len())
            }
            Keys::Unknown | Keys::Data(_) | Keys::Years(_) => 0,
        }
    }
}

/// The kind of a file, by the keys that only it has.
pub(crate) fn kind(root: &Table) -> Option<&'static Place> {
    let has = |key: &str| root.get(key).is_some_and(Item::is_value);
    let is_table = |key: &str| root.get(key).is_some_and(Item::is_table_like);
    if has("refines") {
        Some(&OVERLAY)
    } else if is_table("block") {
        Some(&BLOCK_FILE)
    } else if has("from") && has("to") {
        Some(&MAPPING)
    } else if is_table("classes") || is_table("questions") || has("lock") {
        Some(&EFFORT_FILE)
    } else if has("edition") || has("region") || is_table("answers") || is_table("declared") {
        Some(&ANSWERS)
    } else if has("depth") || has("revision") || is_table("bands") {
        Some(&EDITION)
    } else {
        None
    }
}

static KEPT: Place = Place { scalar: Scalar::Kept, keys: Keys::Unknown };
static NUMBER: Place = Place { scalar: Scalar::Number, keys: Keys::Unknown };

static EDITION: Place = Place::named(&[
    ("format", &KEPT),
    ("id", &KEPT),
    ("revision", &KEPT),
    ("name", &KEPT),
    ("years", &KEPT),
    ("depth", &KEPT),
    ("blocks", &KEPT),
    ("total", &TOTAL),
    ("note", &NOTE),
    ("bands", &BANDS),
    ("category", &CATEGORY),
    ("rounding", &ROUNDING),
    ("not_applicable", &NOT_APPLICABLE),
    ("gate", &GATE),
    ("stage", &STAGE),
    ("evidence", &EVIDENCE_KINDS),
    ("reasons", &REASONS),
    ("shrink", &SHRINK),
    ("effort", &EFFORT),
    ("agency", &AGENCY),
    ("source", &SOURCE),
]);

static TOTAL: Place =
    Place::named(&[("points", &NUMBER), ("source", &KEPT), ("confidence", &KEPT)]);

static NOTE: Place = Place::named(&[("id", &KEPT), ("text", &KEPT), ("text_en", &KEPT)]);

static BANDS: Place = Place::named(&[
    ("below", &KEPT),
    ("below_en", &KEPT),
    ("between", &KEPT),
    ("source", &KEPT),
    ("confidence", &KEPT),
]);

static CATEGORY: Place = Place::named(&[
    ("id", &KEPT),
    ("name", &KEPT),
    ("from", &NUMBER),
    ("to", &NUMBER),
    ("source", &KEPT),
    ("confidence", &KEPT),
]);

static ROUNDING: Place = Place::named(&[
    ("at", &KEPT),
    ("digits", &KEPT),
    ("ties", &KEPT),
    ("source", &KEPT),
    ("confidence", &KEPT),
]);

static NOT_APPLICABLE: Place = Place::named(&[
    ("policy", &KEPT),
    ("digits", &KEPT),
    ("ties", &KEPT),
    ("source", &KEPT),
    ("confidence", &KEPT),
]);

static GATE: Place = Place::named(&[
    ("id", &KEPT),
    ("category", &KEPT),
    ("effect", &KEPT),
    ("text", &KEPT),
    ("text_en", &KEPT),
    ("all", &GATE_PART),
    ("any", &GATE_PART),
    ("source", &KEPT),
    ("confidence", &KEPT),
]);

static GATE_PART: Place = Place::named(&[
    ("question", &KEPT),
    ("indicator", &KEPT),
    ("indicators", &KEPT),
    ("at_least", &NUMBER),
    ("at_share", &NUMBER),
    ("all", &GATE_PART),
    ("any", &GATE_PART),
]);

static STAGE: Place = Place::named(&[("id", &KEPT), ("name", &KEPT), ("name_en", &KEPT)]);

static EVIDENCE_KINDS: Place =
    Place::named(&[("source", &KEPT), ("confidence", &KEPT), ("kind", &EVIDENCE_KIND)]);

static EVIDENCE_KIND: Place = Place::named(&[("id", &KEPT), ("name", &KEPT)]);

static REASONS: Place =
    Place::named(&[("source", &KEPT), ("confidence", &KEPT), ("reason", &REASON)]);

static REASON: Place = Place::named(&[
    ("id", &KEPT),
    ("name", &KEPT),
    ("name_en", &KEPT),
    ("reply", &KEPT),
    ("reply_en", &KEPT),
]);

static SHRINK: Place = Place::named(&[
    ("percents", &NUMBER),
    ("reference", &NUMBER),
    ("source", &KEPT),
    ("confidence", &KEPT),
]);

static EFFORT: Place = Place::named(&[
    ("usual", &KEPT),
    ("missing", &KEPT),
    ("rejected", &KEPT),
    ("unchecked", &KEPT),
    ("step", &NUMBER),
    ("source", &KEPT),
    ("confidence", &KEPT),
    ("class", &EFFORT_CLASS),
]);

static EFFORT_CLASS: Place = Place::named(&[
    ("id", &KEPT),
    ("name", &KEPT),
    ("name_en", &KEPT),
    ("action", &KEPT),
    ("action_en", &KEPT),
    ("units", &KEPT),
    ("pace", &KEPT),
    ("kind", &KEPT),
]);

static AGENCY: Place =
    Place::named(&[("id", &KEPT), ("name", &KEPT), ("short", &KEPT), ("aliases", &KEPT)]);

static SOURCE: Place = Place::named(&[("id", &KEPT), ("title", &KEPT), ("url", &KEPT)]);

static BLOCK_FILE: Place =
    Place::named(&[("format", &KEPT), ("block", &BLOCK), ("indicator", &INDICATOR)]);

static BLOCK: Place = Place::named(&[
    ("id", &KEPT),
    ("kind", &KEPT),
    ("name", &KEPT),
    ("short", &KEPT),
    ("maximum", &NUMBER),
    ("source", &KEPT),
    ("confidence", &KEPT),
]);

static INDICATOR: Place = Place::named(&[
    ("id", &KEPT),
    ("name", &KEPT),
    ("maximum", &NUMBER),
    ("text", &KEPT),
    ("shape", &KEPT),
    ("steps", &STEPS),
    ("levels", &CHOICE),
    ("items", &CHOICE),
    ("of", &KEPT),
    ("years", &KEPT),
    ("take", &KEPT),
    ("scale", &KEPT),
    ("target", &NUMBER),
    ("better", &KEPT),
    ("zero_total", &KEPT),
    ("thresholds", &THRESHOLD),
    ("not_applicable", &KEPT),
    ("answered_by", &KEPT),
    ("agencies", &KEPT),
    ("evidence", &KEPT),
    ("effort", &KEPT),
    ("source", &KEPT),
    ("confidence", &KEPT),
    ("excess", &KEPT),
    ("excess_reason", &KEPT),
    ("question", &QUESTION),
]);

static QUESTION: Place = Place::named(&[
    ("id", &KEPT),
    ("text", &KEPT),
    ("shape", &KEPT),
    ("steps", &STEPS),
    ("levels", &CHOICE),
    ("items", &CHOICE),
    ("of", &KEPT),
    ("years", &KEPT),
    ("take", &KEPT),
    ("scale", &KEPT),
    ("target", &NUMBER),
    ("zero_total", &KEPT),
    ("thresholds", &THRESHOLD),
    ("maximum", &NUMBER),
    ("better", &KEPT),
    ("not_applicable", &KEPT),
    ("answered_by", &KEPT),
    ("agencies", &KEPT),
    ("evidence", &KEPT),
    ("effort", &KEPT),
    ("source", &KEPT),
    ("confidence", &KEPT),
]);

static STEPS: Place = Place::named(&[
    ("values", &NUMBER),
    ("unknown", &KEPT),
    ("source", &KEPT),
    ("confidence", &KEPT),
]);

/// A level of a ladder or an item of a checklist.
static CHOICE: Place = Place::named(&[("id", &KEPT), ("text", &KEPT), ("points", &NUMBER)]);

static THRESHOLD: Place = Place::named(&[
    ("from", &NUMBER),
    ("above", &NUMBER),
    ("to", &NUMBER),
    ("below", &NUMBER),
    ("points", &NUMBER),
    ("unknown", &KEPT),
]);

static OVERLAY: Place = Place::named(&[
    ("format", &KEPT),
    ("id", &KEPT),
    ("refines", &KEPT),
    ("name", &KEPT),
    ("remove", &KEPT),
    ("source", &SOURCE),
    ("question", &QUESTION),
    ("indicator", &INDICATOR),
    ("block", &BLOCK),
    ("gate", &GATE),
    ("agency", &AGENCY),
    ("rounding", &ROUNDING),
    ("not_applicable", &NOT_APPLICABLE),
    ("reasons", &REASONS),
    ("shrink", &SHRINK),
    ("effort", &EFFORT),
]);

static MAPPING: Place = Place::named(&[
    ("format", &KEPT),
    ("from", &KEPT),
    ("to", &KEPT),
    ("source", &SOURCE),
    ("map", &MAP),
]);

static MAP: Place =
    Place::named(&[("from", &KEPT), ("to", &KEPT), ("source", &KEPT), ("confidence", &KEPT)]);

static EFFORT_FILE: Place = Place::named(&[
    ("format", &KEPT),
    ("edition", &KEPT),
    ("lock", &KEPT),
    ("classes", &UNITS),
    ("questions", &UNITS),
]);

static ANSWERS: Place = Place::named(&[
    ("format", &KEPT),
    ("edition", &KEPT),
    ("region", &KEPT),
    ("region_name", &KEPT),
    ("year", &KEPT),
    ("stage", &KEPT),
    ("notes", &KEPT),
    ("blocks", &FIGURES),
    ("indicators", &ROW_ANSWERS),
    ("answers", &QUESTION_ANSWERS),
    ("declared", &DECLARED),
    ("evidence", &EVIDENCE),
]);

static FIGURES: Place = Place::data(&NUMBER);
static ROW_ANSWERS: Place = Place::data(&ANSWER);
static QUESTION_ANSWERS: Place = Place::data(&ROW_ANSWERS);

static ANSWER: Place = Place {
    scalar: Scalar::Answer,
    keys: Keys::Named(&[
        ("state", &KEPT),
        ("points", &NUMBER),
        ("level", &KEPT),
        ("items", &KEPT),
        ("percent", &NUMBER),
        ("count", &NUMBER),
        ("yes", &NUMBER),
        ("of", &NUMBER),
        ("figure", &NUMBER),
        ("series", &SERIES),
        ("units", &UNITS),
        ("evidence", &KEPT),
        ("status", &KEPT),
        ("reason", &KEPT),
        ("note", &KEPT),
    ]),
};

static SERIES: Place = Place { scalar: Scalar::Kept, keys: Keys::Years(&YEAR) };
static UNITS: Place = Place::data(&KEPT);

static YEAR: Place = Place {
    scalar: Scalar::Number,
    keys: Keys::Named(&[("percent", &NUMBER), ("count", &NUMBER), ("of", &NUMBER)]),
};

static DECLARED: Place = Place::named(&[
    ("total", &NUMBER),
    ("category", &KEPT),
    ("blocks", &FIGURES),
    ("indicators", &FIGURES),
    ("maxima", &FIGURES),
]);

static EVIDENCE: Place = Place::named(&[
    ("id", &KEPT),
    ("title", &KEPT),
    ("agency", &KEPT),
    ("from", &KEPT),
    ("to", &KEPT),
    ("sha256", &KEPT),
    ("link", &KEPT),
    ("status", &KEPT),
]);
