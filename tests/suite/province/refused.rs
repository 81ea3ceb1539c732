//! What makes no province, and what is left out.

use kla_cli::Exit;

use super::{json, kalteng, province, says, total};
use crate::run::Folder;

#[test]
fn different_stages_are_refused_unless_they_stand_apart() {
    let folder = Folder::new("campuran");
    folder.write("a.toml", &total("62.71", "65"));
    folder.write("b.toml", &total("62.02", "70").replace("final", "mandiri"));
    folder.write("c.toml", &total("62.05", "66").replace("2024", "2025"));
    let path = folder.file("");
    let refused = province(&[&path]);
    assert_eq!((refused.exit, refused.output.as_str()), (Exit::Usage, ""));
    says(&refused.messages, "2023 2024 mandiri: 1 daerah, misalnya");
    says(&refused.messages, "--mixed");
    let mixed = province(&[&path, "--mixed"]);
    assert_eq!(mixed.exit, Exit::Done, "{}", mixed.messages);
    says(&mixed.output, "CAMPURAN");
    let file = json(&[&path, "--mixed"]);
    let groups = file["groups"].as_array().expect("groups");
    assert_eq!(groups.len(), 3);
    for group in groups {
        assert_eq!(group["regions"][0]["rank"]["place"], 1);
        assert_eq!(group["regions"][0]["rank"]["among"], 1);
    }
    assert_eq!(file["with_category"], 3);
}

#[test]
fn a_region_is_in_one_file_or_in_files_that_are_the_same() {
    let folder = Folder::new("dua-kali");
    folder.write("a.toml", &total("62.71", "65"));
    folder.write("salinan/b.toml", &total("62.71", "65"));
    assert_eq!(json(&[&folder.file("")])["taking_part"], 1);
    folder.write("salinan/b.toml", &total("62.71", "66"));
    let refused = province(&[&folder.file("")]);
    assert_eq!((refused.exit, refused.output.as_str()), (Exit::Unusable, ""));
    says(&refused.messages, "a.toml");
    says(&refused.messages, "b.toml");
    says(&refused.messages, "Kota Palangkaraya (62.71) ada dalam dua berkas yang berbeda");
}

#[test]
fn regions_of_another_province_are_left_out_or_refused() {
    let folder = Folder::new("luar");
    folder.write("a.toml", &total("62.71", "65"));
    folder.write("b.toml", &total("32.73", "65"));
    let path = folder.file("");
    let several = province(&[&path]);
    assert_eq!((several.exit, several.output.as_str()), (Exit::Usage, ""));
    says(&several.messages, "Jawa Barat (32) dan Kalimantan Tengah (62)");
    for name in ["62", "Kalteng", "kalimantan tengah"] {
        let one = province(&[&path, "--province", name]);
        assert_eq!(one.exit, Exit::Done, "{}", one.messages);
        says(
            &one.messages,
            "b.toml: Kota Bandung (32.73) di luar provinsi Kalimantan Tengah, dilewati",
        );
        says(&one.output, "1 dari 14 berpredikat");
    }
    let none = province(&[&path, "--province", "94"]);
    assert_eq!(none.exit, Exit::Unusable);
    says(&none.messages, "yang ada Kota Palangkaraya (62.71) dan Kota Bandung (32.73)");
    let unknown = province(&[&path, "--province", "Kalimantan Tengahh"]);
    assert_eq!(unknown.exit, Exit::Usage);
    says(&unknown.messages, "mungkin maksudnya `Kalimantan Tengah`");
}

#[test]
fn only_answers_are_read_in_a_folder() {
    let folder = Folder::new("bukan-isian");
    folder.write("daerah/a.toml", &total("62.71", "65"));
    folder.write("daerah/case.toml", "title = \"x\"\n");
    folder.write("usaha.toml", "format = 1\nedition = \"2023\"\n[classes]\nregulasi = 20\n");
    folder.write("catatan.txt", "bukan isian");
    folder.write("edisi/edition.toml", "id = \"x\"\n");
    let path = folder.file("");
    let scored = crate::run::run(
        [
            "score",
            &folder.file("daerah/a.toml"),
            "--format",
            "json",
            "-o",
            &folder.file("hasil.json"),
        ],
        b"",
    );
    assert_eq!(scored.exit, Exit::Done);
    let ended = province(&[&path]);
    assert_eq!(ended.exit, Exit::Done, "{}", ended.messages);
    says(&ended.output, "1 dari 14 berpredikat");
    let empty = Folder::new("kosong");
    let ended = province(&[&empty.file("")]);
    assert_eq!((ended.exit, ended.output.as_str()), (Exit::Unusable, ""));
    says(&ended.messages, "tidak ada berkas isian");
    let missing = province(&[&kalteng(), &empty.file("tidak-ada.toml")]);
    assert_eq!(missing.exit, Exit::Unusable);
    says(&missing.output, "TIDAK LENGKAP: 1 berkas tidak dapat dibaca");
}

#[test]
fn an_own_row_needs_a_region_that_is_there() {
    let absent = province(&[&kalteng(), "--share", "own", "--own", "62.04"]);
    assert_eq!((absent.exit, absent.output.as_str()), (Exit::Usage, ""));
    says(&absent.messages, "daerah `62.04` tidak ada di antara isian");
    let none = province(&[&kalteng(), "--share", "own"]);
    assert_eq!(none.exit, Exit::Usage);
    let alone = province(&[&kalteng(), "--own", "62.02"]);
    assert_eq!(alone.exit, Exit::Usage);
    says(&alone.messages, "--own hanya dipakai bersama --share own");
}
