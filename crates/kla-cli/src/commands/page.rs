//! `kla page`: the offline page, one file that fills in, scores and explains in a browser.

use kla::Lang;

use crate::args::PageArguments;
use crate::{Exit, Streams, show};

/// The page, where the program was built with it (see `build.rs`).
#[cfg(kla_page)]
const PAGE: Option<&[u8]> = Some(include_bytes!(env!("KLA_PAGE_FILE")));
#[cfg(not(kla_page))]
const PAGE: Option<&[u8]> = None;

pub(crate) fn run(arguments: &PageArguments, streams: &mut Streams<'_>) -> Exit {
    let lang: Lang = arguments.lang.into();
    if let Some(page) = PAGE {
        return show::bytes(page, arguments.output.as_deref(), lang, streams);
    }
    let text = match lang {
        Lang::Id => {
            "kesalahan[page-absent]: program ini dibangun tanpa halaman luring\n\
             bantuan: pakai program `kla` dari rilis, atau bangun sendiri: crates/kla-wasm/build.sh program"
        }
        Lang::En => {
            "error[page-absent]: this program was built without the offline page\n\
             help: use the program `kla` of a release, or build it: crates/kla-wasm/build.sh program"
        }
    };
    let _ = writeln!(streams.messages, "{text}");
    Exit::Unusable
}
