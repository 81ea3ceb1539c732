//! Ids as types, so that a block is never taken for an indicator.

use std::borrow::Borrow;
use std::fmt;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct $name(Box<str>);

        impl $name {
            pub(crate) fn new(text: &str) -> $name {
                $name(text.into())
            }

            /// The id as it is written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                &*self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                &*self.0 == *other
            }
        }
    };
}

id! {
    /// An edition of the instrument, such as `2023` or `profil-22`.
    EditionId
}
id! {
    /// A block: Kelembagaan, a cluster, Kelana-Dekela; such as `klaster-1`.
    BlockId
}
id! {
    /// An indicator row by the instrument's own number, such as `4` or `21A`.
    IndicatorId
}
id! {
    /// A question by its address in the edition, such as `4.P1`: the numbers start anew in each
    /// indicator, the address is unique.
    QuestionId
}
id! {
    /// A category, such as `madya`. The top one is `kla`, which is not the programme.
    CategoryId
}
id! {
    /// An agency (perangkat daerah), such as `disdukcapil`.
    AgencyId
}
id! {
    /// A source that rules cite.
    SourceId
}
id! {
    /// A gate: a condition beside the points.
    GateId
}
id! {
    /// A stage of the evaluation, such as `mandiri`.
    StageId
}
id! {
    /// A piece of evidence in an answers file.
    EvidenceId
}
id! {
    /// A kind of evidence that a question asks for, such as `matriks`.
    EvidenceKindId
}

id! {
    /// A reason with which a verifier changes an answer, such as `BK`.
    ReasonId
}
id! {
    /// A class of action by how much work it is, such as `kegiatan`.
    EffortId
}

impl QuestionId {
    pub(crate) fn within(indicator: &IndicatorId, number: &str) -> QuestionId {
        QuestionId::new(&format!("{indicator}.{number}"))
    }

    /// The id of the indicator in it: `4` of `4.P1`.
    pub(crate) fn indicator(&self) -> &str {
        self.0.split_once('.').map_or("", |(indicator, _)| indicator)
    }

    /// The number inside the indicator: `P1` of `4.P1`.
    #[must_use]
    pub fn number(&self) -> &str {
        self.0.split_once('.').map_or(&*self.0, |(_, number)| number)
    }
}

/// Whether a text can be an id: letters, digits and inner hyphens.
pub(crate) fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 60
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}
