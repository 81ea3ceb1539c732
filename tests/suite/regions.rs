//! The table of regions that programs start with is the list that people correct.

use std::fmt::Write as _;

use kla::{Regions, Source};
use kla_tests::fixtures::root;

const LIST: &str = "rules/regions.toml";
const TABLE: &str = "rules/src/regions.rs";

fn listed() -> Regions {
    let path = root().join(LIST);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{LIST}: {error}"));
    Regions::parse(Source::new(LIST, text)).unwrap_or_else(|found| panic!("{found}"))
}

#[test]
fn the_table_holds_what_the_list_says() {
    let (listed, table) = (listed(), Regions::bundled());
    let told = |regions: &Regions| format!("{:#?}{:#?}", regions.provinces(), regions.regions());
    if std::env::var_os("KLA_BLESS").is_some() && told(&listed) != told(table) {
        let path = root().join(TABLE);
        std::fs::write(&path, written(&listed)).unwrap_or_else(|error| panic!("{TABLE}: {error}"));
        panic!("{TABLE} has been written anew; run `cargo fmt` and the tests again");
    }
    assert!(
        told(&listed) == told(table),
        "{TABLE} is older than {LIST}; KLA_BLESS=1 writes it anew"
    );
}

#[test]
fn the_list_has_every_region() {
    let listed = listed();
    assert_eq!((listed.provinces().len(), listed.regions().len()), (38, 514));
}

/// What is written is what stands there, so that blessing an unchanged list changes nothing.
#[test]
fn the_table_is_written_as_it_stands() {
    let path = root().join(TABLE);
    let stands = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{TABLE}: {error}"));
    // `cargo fmt` breaks long lines, and nothing else.
    let packed = |text: &str| {
        let signs = text.chars().filter(|sign| !sign.is_whitespace());
        signs.collect::<String>().replace(",)", ")").replace(",]", "]")
    };
    assert!(packed(&written(&listed())) == packed(&stands), "{TABLE} is written otherwise now");
}

fn written(regions: &Regions) -> String {
    let mut text = String::from(HEAD);
    for province in regions.provinces() {
        let (code, name, aliases) = (&province.code, &province.name, list(&province.aliases));
        let _ = write!(
            text,
            "    ProvinceRow {{\n        code: {code:?},\n        name: {name:?},\n        aliases: {aliases},\n        regions: &[\n"
        );
        let own = regions.regions().iter().filter(|region| {
            regions.province_of(region).is_some_and(|found| found.code == province.code)
        });
        for region in own {
            let aliases = list(&region.aliases);
            let _ = writeln!(
                text,
                "            region({:?}, {:?}, {aliases}),",
                region.code, region.name
            );
        }
        text.push_str("        ],\n    },\n");
    }
    text + "];\n"
}

fn list(texts: &[String]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| format!("{text:?}")).collect();
    format!("&[{}]", quoted.join(", "))
}

const HEAD: &str = r#"//! The list of regions as a table, so that no start of a program has to take its text apart.
//!
//! Made from `regions.toml`; a test compares the two, and `KLA_BLESS=1` writes this file anew.

use crate::{ProvinceRow, RegionRow};

/// A region: code, name, aliases.
const fn region(
    code: &'static str,
    name: &'static str,
    aliases: &'static [&'static str],
) -> RegionRow {
    RegionRow { code, name, aliases }
}

pub(crate) const PROVINCES: &[ProvinceRow] = &[
"#;
