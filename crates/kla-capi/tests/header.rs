//! The header says what the library has.

use std::path::Path;

#[test]
fn the_header_is_that_of_the_library() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut written = Vec::new();
    cbindgen::Builder::new()
        .with_config(cbindgen::Config::from_file(here.join("cbindgen.toml")).expect("a config"))
        .with_src(here.join("src/lib.rs"))
        .generate()
        .expect("a header")
        .write(&mut written);
    let written = String::from_utf8(written).expect("a text");
    let path = here.join("include/kla.h");
    if std::env::var_os("KLA_BLESS").is_some() {
        std::fs::write(&path, &written).expect("room on the disk");
    }
    let kept = std::fs::read_to_string(&path).expect("the header is there");
    assert_eq!(kept, written, "KLA_BLESS=1 cargo test --test header writes it anew");
}
