//! What a plan is asked for.

use std::collections::BTreeSet;

use kla::{Address, Category, Edition, EffortChanges, Lang, Points, Text, wording};

use crate::marks::Repair;

/// The mark from which a plan starts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Baseline {
    /// Only what a verifier has accepted.
    Verified,
    /// What has evidence that nobody has rejected.
    Evidenced,
    /// What is claimed.
    Claimed,
}

impl Baseline {
    /// All of them, lowest first.
    pub const ALL: [Baseline; 3] = [Baseline::Verified, Baseline::Evidenced, Baseline::Claimed];

    /// The word in results.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Baseline::Verified => "verified",
            Baseline::Evidenced => "evidenced",
            Baseline::Claimed => "claimed",
        }
    }
}

/// The points above the goal that a plan collects, because not everything will be verified.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Buffer {
    /// What survives the fall that the edition expects of everything that is not verified, the points of
    /// the plan included.
    Expected,
    /// What survives a fall of so many percent of that.
    Percent(Points),
    /// So many points.
    Points(Points),
}

impl Buffer {
    /// A buffer as people write it: points above the floor (`25`), or a fall that is to be survived
    /// (`15%`).
    ///
    /// # Errors
    ///
    /// What is wrong with it, for people.
    ///
    /// ```
    /// let edition = kla::Edition::bundled("2023").unwrap();
    /// assert!(kla_plan::Buffer::read("25,5", edition).is_ok());
    /// assert!(kla_plan::Buffer::read("115%", edition).is_err());
    /// ```
    pub fn read(text: &str, edition: &Edition) -> Result<Buffer, Text> {
        let hundred = Points::from(100);
        let percent = text.strip_suffix('%').map(str::trim_end);
        let read = match percent {
            Some(percent) => Points::typed(percent, hundred)
                .ok()
                .filter(|percent| *percent < hundred)
                .map(Buffer::Percent),
            None => Points::typed(text, edition.total())
                .ok()
                .filter(|points| *points <= edition.total())
                .map(Buffer::Points),
        };
        read.ok_or_else(|| {
            Text::new(
                format!("penyangga `{text}` bukan nilai seperti `25` atau `25,5`, dan bukan persen di bawah 100 seperti `15%`"),
                format!("the buffer `{text}` is neither points such as `25` or `25.5` nor a percentage below 100 such as `15%`"),
            )
        })
    }
}

/// Whether figures of how children fare may be part of a plan.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Outcomes {
    /// They stay as they are: no plan can promise them.
    #[default]
    Stay,
    /// Programmes that improve them may be part of the plan.
    Improve,
}

/// How long the actions may take.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Within {
    /// As long as they need.
    #[default]
    Any,
    /// The 2×24 hours of a field check.
    Hours,
}

/// Which conditions beside the points a plan must meet.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Conditions {
    /// Those that keep a result below a category.
    #[default]
    Binding,
    /// Those that are only mentioned as well.
    All,
}

/// What a plan is asked for.
#[derive(Clone, Debug)]
pub struct PlanQuery<'q> {
    /// The category to reach; the one after that of the baseline where absent.
    pub target: Option<&'q Category>,
    /// Where to start; where absent, from what has evidence, or, save within the hours of repair, from
    /// what is claimed if the answers name no evidence at all.
    pub baseline: Option<Baseline>,
    /// What to collect above the goal.
    pub buffer: Buffer,
    /// How much work actions are in this region, and what cannot change.
    pub effort: EffortChanges,
    /// What else cannot change.
    pub locked: BTreeSet<Address>,
    /// Whether figures of how children fare may be part of the plan.
    pub outcomes: Outcomes,
    /// How long the actions may take.
    pub within: Within,
    /// Whether what a verifier has decided can still change.
    pub repair: Repair,
    /// Which conditions must be met.
    pub conditions: Conditions,
    /// The most effort, where the most points for it are asked for.
    pub budget: Option<u64>,
}

impl<'q> PlanQuery<'q> {
    /// The category that a plan is to reach, by id or label.
    ///
    /// # Errors
    ///
    /// What to say to a person where the edition has none of that name.
    pub fn target_named(name: &str, edition: &'q Edition) -> Result<&'q Category, Text> {
        edition.category(name).ok_or_else(|| {
            let known: Vec<&str> =
                edition.bands().categories.iter().map(|category| category.id.as_str()).collect();
            let (id, list) = (edition.id(), |lang| wording::list(lang, &known));
            Text::new(
                format!(
                    "kategori `{name}` tidak ada dalam edisi {id}; yang ada {}",
                    list(Lang::Id)
                ),
                format!("edition {id} has no category `{name}`; it has {}", list(Lang::En)),
            )
        })
    }

    /// A question, row or block that cannot change, by its address.
    ///
    /// # Errors
    ///
    /// What to say to a person where the edition has none of that name.
    pub fn locked_named(name: &str, edition: &Edition) -> Result<Address, Text> {
        edition.address(name).ok_or_else(|| {
            let near = wording::nearest(name, edition.addresses());
            let (id, en) = near.map_or_else(Default::default, |near| {
                (format!("; mungkin maksudnya `{near}`"), format!("; did you mean `{near}`?"))
            });
            Text::new(
                format!("`{name}` bukan butir, indikator, atau blok edisi {}{id}", edition.id()),
                format!("`{name}` is no question, row or block of edition {}{en}", edition.id()),
            )
        })
    }
}

impl Default for PlanQuery<'_> {
    fn default() -> Self {
        PlanQuery {
            target: None,
            baseline: None,
            buffer: Buffer::Expected,
            effort: EffortChanges::default(),
            locked: BTreeSet::new(),
            outcomes: Outcomes::Stay,
            within: Within::Any,
            repair: Repair::Open,
            conditions: Conditions::Binding,
            budget: None,
        }
    }
}
