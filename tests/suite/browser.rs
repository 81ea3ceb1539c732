//! The HTML pages in a real browser, on a phone, a desk and paper.
//!
//! `tests/browser/check.mjs` opens the pages in Chromium and looks; this module renders them and says
//! what they must show. Without Chromium, Node or the modules of `tests/browser` the test is skipped
//! and says so; `KLA_BROWSER=require`, which `.ci/run` sets, makes that a failure.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use kla_cli::Exit;
use kla_tests::fixtures::root;

use crate::program::kla;

/// A page and what it must show, in the words of the case and not of the page.
struct Page {
    name: &'static str,
    arguments: &'static [&'static str],
    /// Read as standard input, where the arguments ask for it.
    answers: &'static str,
    /// Whether the slow checks see every size in every scheme with every fold open.
    thorough: bool,
    lang: &'static str,
    /// Empty where the page is no report.
    category: &'static str,
    total: &'static str,
}

const PAGES: &[Page] = &[
    Page {
        name: "every-question",
        arguments: &["score", "fixtures/2023/rekap-274-butir-2024/answers.toml"],
        answers: "",
        thorough: true,
        lang: "id",
        category: "Nindya",
        total: "771,81",
    },
    Page {
        name: "overlay-with-gates",
        arguments: &[
            "score",
            "fixtures/2023/rekap-274-butir-2024/answers.toml",
            "--rules",
            "rules/overlays/syarat-2018",
        ],
        answers: "",
        thorough: false,
        lang: "id",
        category: "Madya",
        total: "771,81",
    },
    Page {
        name: "nothing-answered",
        arguments: &["score", "-"],
        answers: NOTHING_ANSWERED,
        thorough: false,
        lang: "id",
        category: "belum berkategori",
        total: "0,00",
    },
    Page {
        name: "english",
        arguments: &["score", "fixtures/profil-22/tebing-tinggi-2023/answers.toml", "--lang", "en"],
        answers: "",
        thorough: false,
        lang: "en",
        category: "Nindya",
        total: "725.48",
    },
    Page {
        name: "kota-bandung",
        arguments: &["score", "fixtures/2023/kota-bandung-2024/answers.toml"],
        answers: "",
        thorough: false,
        lang: "id",
        category: "Utama",
        total: "880,39",
    },
    Page {
        name: "blocks-only",
        arguments: &["score", "fixtures/2022/sumbawa-2022/answers.toml"],
        answers: "",
        thorough: false,
        lang: "id",
        category: "Pratama",
        total: "505,85",
    },
    Page {
        name: "hand-over",
        arguments: &["handover", "-", "--date", "12 Mei 2026"],
        answers: HAND_OVER,
        thorough: false,
        lang: "id",
        category: "",
        total: "",
    },
    Page {
        name: "hand-over-of-every-question",
        arguments: &["handover", "fixtures/2023/rekap-274-butir-2024/answers.toml", "--lang", "en"],
        answers: "",
        thorough: false,
        lang: "en",
        category: "",
        total: "",
    },
    Page {
        name: "plan",
        arguments: &["plan", "fixtures/2023/rekap-274-butir-2024/answers.toml"],
        answers: "",
        thorough: false,
        lang: "id",
        category: "",
        total: "",
    },
    Page {
        name: "range",
        arguments: &["range", "fixtures/2023/rekap-274-butir-2024/answers.toml", "--depth", "3"],
        answers: "",
        thorough: false,
        lang: "id",
        category: "",
        total: "",
    },
    Page {
        name: "sensitivity",
        arguments: &["sensitivity", "fixtures/2023/rekap-274-butir-2024/answers.toml"],
        answers: "",
        thorough: false,
        lang: "id",
        category: "",
        total: "",
    },
    Page {
        name: "explanation",
        arguments: &["explain", "fixtures/2023/rekap-274-butir-2024/answers.toml", "19"],
        answers: "",
        thorough: true,
        lang: "id",
        category: "",
        total: "",
    },
];

/// A long name, the longest words for a category, and a note that breaks nowhere.
const NOTHING_ANSWERED: &str = r#"
format = 1
edition = "2023"
region = "71.09"
year = 2024
stage = "mandiri"
notes = ["https://contoh.example/sebuah-alamat-yang-amat-panjang/tanpa-satu-spasi-pun/supaya-terlihat-apakah-halaman-melebar"]
"#;

/// Notes, documents, links and what nobody has answered, with words that break nowhere.
const HAND_OVER: &str = r#"
format = 1
edition = "2023"
region = "62.71"
year = 2024
stage = "verifikasi-administrasi"
notes = ["Data anak: Disdukcapil, tiap Februari", "alamat/yang-amat-panjang/tanpa-satu-spasi-pun/supaya-terlihat-apakah-halaman-melebar-ke-samping"]

[[evidence]]
id = "sk-gugus-tugas"
title = "SK Bupati tentang Gugus Tugas KLA"
agency = "bappeda"
from = 2022-01-01
to = 2024-12-31
status = "sah"
sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
link = "https://contoh.example/sk?a=1&b=2"

[[evidence]]
id = "akta"
title = "Akta kelahiran a.n. seseorang"
agency = "disdukcapil"
link = "file:///D:/bukti/akta.pdf"

[answers.1]
P1 = { points = "12", status = "sah", evidence = ["sk-gugus-tugas"] }
[answers.4]
P1 = { points = "1", status = "ditolak", reason = "BT", note = "minta ulang ke Capil" }
P2 = { state = "belum-diisi", note = "BERTENTANGAN: 1 (dinkes); 2 (dinsos); tulis jawaban yang benar dan hapus catatan ini" }
P4 = { points = "5" }
"#;

#[test]
fn the_report_is_whole_on_phone_desk_and_paper() {
    let tools = match Tools::find() {
        Ok(tools) => tools,
        Err(missing) if std::env::var_os("KLA_BROWSER").is_some_and(|it| it == "require") => {
            panic!("KLA_BROWSER=require, but {missing}")
        }
        Err(missing) => {
            // Past the capture of the test harness, so that a skip is always seen.
            let said = writeln!(std::io::stderr(), "browser test skipped: {missing}");
            return said.expect("the error output is open");
        }
    };
    let folder = Folder::new();
    let mut list = Vec::new();
    for page in PAGES {
        let file = format!("{}.html", page.name);
        let arguments = [page.arguments, &["--format", "html"]].concat();
        let run = kla(&arguments, page.answers);
        assert_eq!(run.exit, Exit::Done, "{}: {}", page.name, run.messages);
        std::fs::write(folder.0.join(&file), run.output).expect("the page can be written");
        let Page { thorough, lang, category, total, .. } = page;
        list.push(serde_json::json!({
            "file": file, "thorough": thorough, "lang": lang, "category": category, "total": total,
        }));
    }
    let list = serde_json::Value::from(list).to_string();
    std::fs::write(folder.0.join("pages.json"), list).expect("the list can be written");

    let run = Command::new(&tools.node)
        .arg(&tools.check)
        .arg(&folder.0)
        .env("KLA_CHROMIUM", &tools.chromium)
        .output()
        .expect("node runs");
    assert!(
        run.status.success(),
        "the report in Chromium:\n{}{}",
        String::from_utf8_lossy(&run.stdout),
        String::from_utf8_lossy(&run.stderr)
    );
}

/// What the test needs beside Rust.
struct Tools {
    node: PathBuf,
    chromium: PathBuf,
    check: PathBuf,
}

impl Tools {
    /// All of them, or what is missing and how to get it.
    fn find() -> Result<Tools, String> {
        let here = root().join("tests/browser");
        let program = |name: &str| {
            on_path(name).ok_or_else(|| format!("there is no `{name}` (.ci/run installs it)"))
        };
        let tools = Tools {
            node: program("node")?,
            chromium: program("chromium")?,
            check: here.join("check.mjs"),
        };
        for module in ["playwright-core", "axe-core"] {
            if !here.join("node_modules").join(module).is_dir() {
                return Err(format!("`{module}` is missing (npm ci --prefix tests/browser)"));
            }
        }
        Ok(tools)
    }
}

fn on_path(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// A folder for the pages of one run, which goes when the run ends.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        let name = format!("browser-{}", std::process::id());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        Folder(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
