//! The list of regions.

use std::collections::BTreeSet;

use kla::{Kind, Regions};

#[test]
fn the_list_is_complete() {
    let list = Regions::bundled();
    let count = |kind| list.regions().iter().filter(|region| region.kind() == kind).count();
    assert_eq!(list.provinces().len(), 38);
    assert_eq!((count(Kind::Kabupaten), count(Kind::Kota)), (416, 98));
    assert_eq!(list.regions().len(), 514);
}

#[test]
fn codes_are_unique_and_lie_in_their_province() {
    let list = Regions::bundled();
    let codes: BTreeSet<&str> = list.regions().iter().map(|region| region.code.as_str()).collect();
    assert_eq!(codes.len(), 514);
    let provinces: BTreeSet<&str> =
        list.provinces().iter().map(|province| province.code.as_str()).collect();
    assert_eq!(provinces.len(), 38);
    for region in list.regions() {
        let province = list.province_of(region).map(|province| province.code.as_str());
        assert_eq!(province, Some(&region.code[..2]), "{}", region.name);
        assert_eq!(list.get(&region.code).map(|found| &found.name), Some(&region.name));
    }
}

#[test]
fn a_name_says_what_its_code_says() {
    for region in Regions::bundled().regions() {
        let word = match region.kind() {
            Kind::Kabupaten => "Kabupaten ",
            Kind::Kota => "Kota ",
        };
        assert!(region.name.starts_with(word), "{} {}", region.code, region.name);
    }
}

/// With the word in front, each official name and each other spelling means one region only.
#[test]
fn every_spelling_means_one_region() {
    let list = Regions::bundled();
    for region in list.regions() {
        let (word, bare) = region.name.split_once(' ').expect("a word and a name");
        for spelling in std::iter::once(bare).chain(region.aliases.iter().map(String::as_str)) {
            let named = list.named(&format!("{word} {spelling}"));
            let codes: Vec<&str> = named.iter().map(|found| found.code.as_str()).collect();
            assert_eq!(codes, [region.code.as_str()], "{word} {spelling}");
        }
    }
}

/// Names as people write them, and all regions they may mean.
const NAMES: &[(&str, &[&str])] = &[
    ("Kota Palangka Raya", &["62.71"]),
    ("Kota Palangkaraya", &["62.71"]),
    ("PALANGKA RAYA", &["62.71"]),
    ("palangkaraya", &["62.71"]),
    ("Kabupaten Palangka Raya", &[]),
    ("Kota Tanjungpinang", &["21.72"]),
    ("Kota Tanjung Pinang", &["21.72"]),
    ("Tanjung-Pinang", &["21.72"]),
    ("Kabupaten Gunungkidul", &["34.03"]),
    ("Kab. Gunung Kidul", &["34.03"]),
    ("Kab Gunung Kidul", &["34.03"]),
    ("kab.gunungkidul", &["34.03"]),
    ("Kota Gunungkidul", &[]),
    ("Bandung", &["32.04", "32.73"]),
    ("Kota Bandung", &["32.73"]),
    ("Kabupaten Bandung", &["32.04"]),
    ("Kabupaten Bandung Barat", &["32.17"]),
    ("Ogan Ilir", &["16.10"]),
    ("Kotabaru", &["63.02"]),
    ("Kabupaten Kota Baru", &["63.02"]),
    ("", &[]),
    ("Kota", &[]),
    ("Atlantis", &[]),
];

#[test]
fn regions_are_found_by_the_names_in_use() {
    for (name, codes) in NAMES {
        let named = Regions::bundled().named(name);
        let found: Vec<&str> = named.iter().map(|region| region.code.as_str()).collect();
        assert_eq!(found, *codes, "{name}");
    }
}

#[test]
fn the_region_nearest_to_a_misspelt_name() {
    let nearest = |name| Regions::bundled().nearest(name).map(|region| region.code.as_str());
    assert_eq!(nearest("Kota Palangkaraja"), Some("62.71"));
    assert_eq!(nearest("Kabupaten Ogan Illir"), Some("16.10"));
    assert_eq!(nearest("Kota Xyzzyxyzzy"), None);
}
