//! What there is: editions, regions, this program.

use kla::{EditionStamp, Editions, Kind, Regions};
use serde::Serialize;

use super::VERBS;
use crate::FORMAT;
use crate::asked::Asked;
use crate::edition::{EditionData, EditionHead};
use crate::reply::{Refusal, Reply, written};

/// `editions`: a list, or one of them as data.
pub(super) fn editions(asked: &Asked<'_>) -> Result<Reply, Refusal> {
    let editions = crate::case::editions(asked)?;
    let result = match asked.text("id").and_then(|id| editions.get(&id)) {
        Some(edition) => written(&EditionData::of(edition))?,
        None => {
            let heads = editions.all().into_iter().map(EditionHead::of);
            written(&heads.collect::<Vec<_>>())?
        }
    };
    Ok(Reply { warnings: Vec::new(), result })
}

#[derive(Serialize)]
struct RegionData<'r> {
    code: &'r str,
    name: &'r str,
    province: Option<&'r str>,
    province_name: Option<&'r str>,
    kind: &'static str,
}

/// `regions`: every kabupaten and kota.
pub(super) fn regions(asked: &Asked<'_>) -> Result<Reply, Refusal> {
    asked.settle()?;
    let list = Regions::bundled();
    let regions = list.regions().iter().map(|region| {
        let province = list.province_of(region);
        RegionData {
            code: &region.code,
            name: &region.name,
            province: province.map(|province| province.code.as_str()),
            province_name: province.map(|province| province.name.as_str()),
            kind: match region.kind() {
                Kind::Kabupaten => "kabupaten",
                Kind::Kota => "kota",
            },
        }
    });
    let result = written(&regions.collect::<Vec<_>>())?;
    Ok(Reply { warnings: Vec::new(), result })
}

#[derive(Serialize)]
struct VersionData {
    door: u32,
    engine: &'static str,
    verbs: Vec<&'static str>,
    editions: Vec<EditionStamp>,
}

/// `version`: of the door, of the engine, of the rules.
pub(super) fn version(asked: &Asked<'_>) -> Result<Reply, Refusal> {
    asked.settle()?;
    let result = written(&VersionData {
        door: FORMAT,
        engine: env!("CARGO_PKG_VERSION"),
        verbs: VERBS.iter().map(|verb| verb.name).collect(),
        editions: Editions::bundled().all().into_iter().map(EditionStamp::of).collect(),
    })?;
    Ok(Reply { warnings: Vec::new(), result })
}
