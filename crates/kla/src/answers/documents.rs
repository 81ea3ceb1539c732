//! Documents of several files under one id each, however each file calls them.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest as _, Sha256};

use super::model::Evidence;
use crate::id::EvidenceId;

/// What a document is, apart from what becomes known of it: its id without what an earlier merge added,
/// its title, its agency.
type Identity = (String, String, Option<String>);

/// A few digits that stand for title and agency.
fn digits(title: &str, agency: Option<&str>) -> String {
    let digest = Sha256::digest(format!("{title}\n{}", agency.unwrap_or_default()));
    digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

fn identity(evidence: &Evidence) -> Identity {
    let agency = evidence.agency.as_ref().map(ToString::to_string);
    let id = evidence.id.as_str();
    let plain = agency
        .as_ref()
        .and_then(|agency| id.strip_prefix(agency.as_str())?.strip_prefix('-'))
        .or_else(|| id.strip_suffix(&digits(&evidence.title, agency.as_deref()))?.strip_suffix('-'))
        .unwrap_or(id);
    (plain.to_owned(), evidence.title.clone(), agency)
}

/// The documents of all parts, each under one id.
pub(super) struct Register {
    ids: BTreeMap<Identity, EvidenceId>,
}

impl Register {
    pub(super) fn of<'a>(documents: impl Iterator<Item = &'a Evidence>) -> Register {
        let mut names: BTreeMap<Identity, BTreeSet<String>> = BTreeMap::new();
        for evidence in documents {
            names.entry(identity(evidence)).or_default().insert(evidence.id.to_string());
        }
        let ids = names.iter().map(|(identity, own)| {
            let (plain, title, agency) = identity;
            let rivals = || names.keys().filter(|other| other.0 == *plain);
            let name = if rivals().count() == 1 {
                // The longest: a name that an earlier merge made stays.
                own.iter().max_by_key(|name| name.len()).cloned().unwrap_or_default()
            } else {
                match agency {
                    Some(agency)
                        if rivals().filter(|other| other.2.as_ref() == Some(agency)).count()
                            == 1 =>
                    {
                        format!("{agency}-{plain}")
                    }
                    _ => format!("{plain}-{}", digits(title, agency.as_deref())),
                }
            };
            (identity.clone(), EvidenceId::new(&name))
        });
        Register { ids: ids.collect() }
    }

    pub(super) fn id(&self, evidence: &Evidence) -> EvidenceId {
        self.ids.get(&identity(evidence)).cloned().unwrap_or_else(|| evidence.id.clone())
    }
}
