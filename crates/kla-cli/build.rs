//! Takes up the offline page that `KLA_PAGE` names; without it the program is built without one.
//!
//! `crates/kla-wasm/build.sh` makes the page. A relative path begins at the root of the repository.

use std::path::Path;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=KLA_PAGE");
    println!("cargo:rustc-check-cfg=cfg(kla_page)");
    let Some(named) = std::env::var_os("KLA_PAGE").filter(|path| !path.is_empty()) else { return };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(named);
    // A release that was meant to have the page must not come out without it.
    assert!(path.is_file(), "KLA_PAGE names no file: {}", path.display());
    println!("cargo:rerun-if-changed={}", path.display());
    println!("cargo:rustc-cfg=kla_page");
    println!("cargo:rustc-env=KLA_PAGE_FILE={}", path.display());
}
