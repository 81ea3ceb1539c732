//! The hand-over: everything that somebody needs who goes on with a file, and nothing lost on the way.

use std::collections::BTreeSet;

use kla::{Address, Answers, Edition, Lang};
use kla_cli::Exit;
use kla_plan::{Bucket, Handover, MarkedCards, Marks, Stakes};
use kla_report::{Format, HandoverHead, Templates, handover_paper};
use kla_tests::generate;
use proptest::prelude::*;

use crate::run::{Folder, run};
use crate::support::{every_rules, exact, for_all, rules};

const FORMATS: [Format; 3] = [Format::Text, Format::Markdown, Format::Html];

/// A file with every kind of thing that is handed over.
const RICH: &str = r#"
format = 1
edition = "2023"
region = "62.71"
year = 2024
stage = "verifikasi-administrasi"
notes = ["Jumlah anak diminta dari Disdukcapil tiap Februari", "Kunci lemari arsip ada di sekretariat"]

[[evidence]]
id = "sk-gugus-tugas"
title = "SK Gugus Tugas KLA"
agency = "bappeda"
from = 2022-01-01
to = 2024-12-31
status = "sah"
sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
link = "https://contoh.example/sk"

[[evidence]]
id = "rekap-akta"
title = "Rekap akta kelahiran"
agency = "disdukcapil"
from = 2023-01-31
status = "ditolak"
link = "javascript:alert(1)"

[[evidence]]
id = "yatim"
title = "Laporan tanpa rujukan"

[answers.1]
P1 = { points = "12", status = "sah", evidence = ["sk-gugus-tugas"] }

[answers.4]
P1 = { points = "1", evidence = ["rekap-akta", "sk-gugus-tugas"], reason = "BT", note = "minta ulang ke Capil" }
P2 = { state = "belum-diisi", note = "BERTENTANGAN: 1 (dinkes); 2 (dinsos); tulis jawaban yang benar dan hapus catatan ini" }
P3 = "tidak-tahu"
P4 = { points = "5", note = "menunggu rapat" }
P5 = "nol"
"#;

const EMPTY: &str = "
format = 1
edition = \"2023\"
region = \"62.71\"
year = 2024
stage = \"mandiri\"
";

fn with_cards<T>(edition: &Edition, text: &str, ask: impl FnOnce(&MarkedCards<'_>) -> T) -> T {
    let answers: Answers<'_> = edition
        .read_answers("answers.toml", text)
        .unwrap_or_else(|rejected| panic!("{rejected}\n\n{text}"));
    ask(&Marks::of(&answers).score())
}

fn printed(text: &str, format: Format, lang: Lang) -> String {
    with_cards(&rules("2023").edition, text, |cards| {
        let head = HandoverHead { file: "isian.toml", date: None };
        let paper = handover_paper(cards, head, lang);
        paper.render(&Templates::bundled(), format).expect("it is rendered")
    })
}

/// The text between a heading and the next one.
fn chapter<'t>(text: &'t str, title: &str) -> &'t str {
    let start = text.find(&format!("\n## {title}\n"));
    let start = start.unwrap_or_else(|| panic!("there is no {title} in\n{text}")) + 4;
    let rest = &text[start..];
    rest.find("\n## ").map_or(rest, |end| &rest[..end])
}

/// Of a chapter the text between the heading that begins so and the next one.
fn part<'t>(chapter: &'t str, title: &str) -> &'t str {
    let start = chapter.find(&format!("\n### {title}"));
    let start = start.unwrap_or_else(|| panic!("there is no {title} in\n{chapter}")) + 5;
    let rest = &chapter[start..];
    rest.find("\n### ").map_or(rest, |end| &rest[..end])
}

/// How many entries are called so.
fn entries(text: &str, label: &str) -> usize {
    let starts = |line: &&str| line.starts_with(&format!("- **{label}**"));
    text.lines().filter(starts).count()
}

// What is handed over, for answers of any kind

#[test]
fn open_items_are_the_stakes_and_lose_no_point() {
    for rules in every_rules() {
        for_all(16, &generate::answers(&rules.files), |answers| {
            with_cards(&rules.edition, &answers, |cards| {
                let (handover, stakes) = (Handover::of(cards), Stakes::of(cards));
                let adjusted: kla::Points = stakes.adjustments.iter().map(|one| one.points).sum();
                let open: kla::Points = handover.open.iter().map(|item| item.points).sum();
                prop_assert_eq!(exact(stakes.total() - adjusted), exact(open), "{}", answers);
                let nodes: BTreeSet<&Address> = stakes.stakes.iter().map(|one| &one.node).collect();
                prop_assert_eq!(nodes.len(), handover.open.len(), "{}", answers);
                let falls = handover.open.is_sorted_by(|one, next| one.points >= next.points);
                prop_assert!(falls, "{answers}");
                for item in &handover.open {
                    let parts: kla::Points = item.parts.iter().map(|(_, points)| *points).sum();
                    prop_assert_eq!(parts, item.points, "{}: {}", &item.node, answers);
                    let buckets: BTreeSet<Bucket> = item.parts.iter().map(|part| part.0).collect();
                    prop_assert_eq!(buckets.len(), item.parts.len(), "{}", &item.node);
                }
                Ok(())
            })
        });
    }
}

#[test]
fn each_open_item_stands_with_each_of_its_owners_and_nowhere_else() {
    for rules in every_rules() {
        for_all(16, &generate::answers(&rules.files), |answers| {
            with_cards(&rules.edition, &answers, |cards| {
                let handover = Handover::of(cards);
                let agencies = handover.agencies(rules.edition.agencies());
                let stand = |node: &Address| {
                    let holds = agencies
                        .iter()
                        .filter(|open| open.items.iter().any(|item| item.node == *node));
                    holds.map(|open| open.agency.map(|agency| agency.id.clone())).collect()
                };
                for item in &handover.open {
                    let with: BTreeSet<_> = stand(&item.node);
                    let owners: BTreeSet<_> = match item.agencies.as_slice() {
                        [] => BTreeSet::from([None]),
                        owners => owners.iter().map(|agency| Some(agency.id.clone())).collect(),
                    };
                    prop_assert_eq!(with, owners, "{}: {}", &item.node, answers);
                }
                Ok(())
            })
        });
    }
}

/// Every answer, note and document of a file is told of, counted by reading the file itself.
#[test]
fn no_note_document_or_unanswered_question_is_lost() {
    with_cards(&rules("2023").edition, RICH, |cards| {
        let handover = Handover::of(cards);
        let notes: Vec<String> = handover
            .notes
            .iter()
            .map(|note| note.node.as_ref().map_or("berkas".to_owned(), ToString::to_string))
            .collect();
        assert_eq!(notes, ["4.P2", "berkas", "berkas", "4.P1", "4.P4"]);
        let uses: Vec<(String, Vec<String>)> = handover
            .documents
            .iter()
            .map(|one| {
                let used = one.used_by.iter().map(ToString::to_string).collect();
                (one.document.id.to_string(), used)
            })
            .collect();
        let expected =
            [("sk-gugus-tugas", &["1.P1", "4.P1"][..]), ("rekap-akta", &["4.P1"]), ("yatim", &[])];
        let expected = expected.map(|(id, used)| {
            (id.to_owned(), used.iter().map(|node| (*node).to_owned()).collect::<Vec<_>>())
        });
        assert_eq!(uses, expected);
        let bare: Vec<String> = handover.without_document.iter().map(Address::to_string).collect();
        assert_eq!(bare, ["4.P4"]);
        // 274 questions less the four that are answered: 1.P1, 4.P1, 4.P4 and 4.P5.
        assert_eq!(handover.unanswered.len(), 270);
    });
}

// The page

#[test]
fn everything_stands_where_it_belongs() {
    let page = printed(RICH, Format::Markdown, Lang::Id);
    let open = chapter(&page, "Yang belum beres per perangkat daerah");
    with_cards(&rules("2023").edition, RICH, |cards| {
        let handover = Handover::of(cards);
        for with in handover.agencies(cards.claimed.edition().agencies()) {
            let part = part(
                open,
                &with
                    .agency
                    .map_or("Tanpa penanggung".to_owned(), |agency| format!("{}:", agency.name)),
            );
            for item in &with.items {
                let node = item.node.to_string();
                let leads = item.agencies.first().map(|one| &one.id);
                let is_first = leads == with.agency.map(|agency| &agency.id);
                let shared = part.lines().filter(|line| line.starts_with("- **Bersama"));
                let shared = shared.filter(|line| line.contains(&format!(" {node} (")));
                assert_eq!(entries(part, &node), usize::from(is_first), "{node} in {part}");
                assert_eq!(shared.count(), usize::from(!is_first), "{node} in {part}");
            }
        }
        // And once in the whole chapter.
        for item in &handover.open {
            assert_eq!(entries(open, &item.node.to_string()), 1, "{}", item.node);
        }
        let notes = chapter(&page, "Catatan");
        let first = part(notes, "Pertentangan yang belum diputuskan");
        assert!(entries(first, "4.P2") == 1 && first.contains("1 (dinkes)"), "{first}");
        let others = part(notes, "Catatan lain");
        for (label, text) in [
            ("Tentang berkas", "Jumlah anak diminta dari Disdukcapil tiap Februari"),
            ("Tentang berkas", "Kunci lemari arsip ada di sekretariat"),
            ("4.P1", "minta ulang ke Capil"),
            ("4.P4", "menunggu rapat"),
        ] {
            let line = format!("- **{label}** · {text}");
            assert_eq!(others.lines().filter(|one| **one == line).count(), 1, "{line}\n{others}");
        }
        let register = chapter(&page, "Daftar bukti");
        for id in ["sk-gugus-tugas", "rekap-akta", "yatim"] {
            assert_eq!(entries(register, id), 1, "{register}");
        }
        for said in [
            "· sah · SK Gugus Tugas KLA",
            "Masa: 1 Januari 2022 sampai 31 Desember 2024",
            "Dirujuk: 1.P1, 4.P1",
            "SHA-256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
            "Perangkat daerah: Badan Perencanaan Pembangunan Daerah",
            "1 jawaban tidak merujuk dokumen mana pun: 4.P4.",
        ] {
            assert!(register.contains(said), "{said}\n{register}");
        }
        assert!(part(register, "Dokumen yang tidak dirujuk").contains("yatim"), "{register}");
        let unanswered = chapter(&page, "Belum dijawab, dan tahap berikutnya");
        for leaf in &handover.unanswered {
            let node = leaf.address.to_string();
            let named = |line: &&str| line.split([' ', ',']).any(|word| word == node);
            let lines = unanswered.lines().filter(named).count();
            assert_eq!(lines, leaf.measure.agencies.len().max(1), "{node}\n{unanswered}");
        }
        assert!(unanswered.contains("4.P3 (tidak tahu)"), "{unanswered}");
    });
    for edition_word in ["Verifikasi administrasi (VA) | berkas ini", "| berikutnya |"] {
        assert!(page.contains(edition_word), "{edition_word}");
    }
}

#[test]
fn what_a_verifier_said_stands_with_the_question() {
    let page = printed(RICH, Format::Text, Lang::Id);
    let (_, entry) = page.split_once("\n  4.P1 · ").expect("4.P1 is open");
    let entry = entry.split("\n  4.P").next().unwrap_or_default();
    for said in
        ["bukti ditolak", "BT, Bukti tidak sesuai", "rekap-akta Rekap akta kelahiran (ditolak)"]
    {
        assert!(entry.contains(said), "{said}\n{entry}");
    }
}

/// The three largest open questions of an empty file of edition 2023: 7.P2 is worth 22, 6.P3 21, and of
/// those worth 15 the first in official order is 21A.P2; see `rules/editions/2023`.
#[test]
fn what_to_do_first_is_what_is_worth_most() {
    let page = printed(RICH, Format::Markdown, Lang::Id);
    let first = chapter(&page, "Yang pertama dikerjakan");
    let places: Vec<usize> =
        ["1. Butir 7.P2, 22,00", "2. Butir 6.P3, 21,00", "3. Butir 21A.P2, 15,00"]
            .map(|step| first.find(step).unwrap_or_else(|| panic!("{step}\n{first}")))
            .to_vec();
    assert!(places.is_sorted());
    assert!(!first.contains("\n4. "), "{first}");
    assert!(first.contains("bertentangan antarberkas (1)"), "{first}");
}

#[test]
fn questions_of_every_kecamatan_are_marked() {
    let page = printed(EMPTY, Format::Markdown, Lang::Id);
    let asked = |by| page.matches(&format!("Dijawab oleh: {by}")).count();
    let answered_by = |wanted| {
        let edition = &rules("2023").edition;
        // What can earn nothing is no open item.
        let by = |one: &&kla::Question| one.measure.answered_by == Some(wanted);
        edition.questions().filter(by).filter(|one| !one.maximum.is_zero()).count()
    };
    assert_eq!(asked("setiap kecamatan"), answered_by(kla::AnsweredBy::Kecamatan));
    assert_eq!(asked("setiap desa"), answered_by(kla::AnsweredBy::Desa));
    assert!(asked("setiap kecamatan") > 5);
}

#[test]
fn an_empty_file_has_clear_sentences() {
    for format in FORMATS {
        let page = printed(EMPTY, format, Lang::Id);
        for said in ["Berkas ini tidak memuat catatan.", "Berkas ini tidak mendaftar dokumen."] {
            assert!(page.contains(said), "{said}\n{page}");
        }
    }
    let whole =
        printed(&format!("{EMPTY}[blocks]\nkelembagaan = \"100\"\n"), Format::Markdown, Lang::Id);
    assert!(whole.contains("Hanya jumlahnya yang diketahui"), "{whole}");
}

#[test]
fn hostile_texts_stay_texts() {
    let hostile = RICH
        .replace(
            "menunggu rapat",
            "<script>alert(1)</script> <img src=x onerror=alert(1)>\\u0007\\n# judul",
        )
        .replace("SK Gugus Tugas KLA", "\\\"><b>tebal</b> *bintang* |\\u202Egnp.exe")
        .replace("https://contoh.example/sk", "https://contoh.example/?a=\\\"onclick=alert(1)");
    let page = printed(&hostile, Format::Html, Lang::Id);
    let body = &page[page.find("<body>").expect("a body")..];
    for never in
        ["<script", "<img", "<b>tebal", "\"onclick", "href=\"javascript", "\u{7}", "\u{202e}"]
    {
        assert!(!body.contains(never), "{never}");
    }
    // What is no address of the web is told, and leads nowhere.
    assert!(body.contains("javascript:alert(1)"), "the link is lost");
    assert_eq!(body.matches("href=\"http").count(), 1);
    let markdown = printed(&hostile, Format::Markdown, Lang::Id);
    assert!(
        !markdown.replace("\\<", "").contains('<') && !markdown.contains("\n# judul"),
        "{markdown}"
    );
    assert!(markdown.contains("\\*bintang\\* \\|"), "{markdown}");
    let text = printed(&hostile, Format::Text, Lang::Id);
    assert!(!text.contains('\u{7}') && !text.contains('\u{202e}'), "{text}");
}

#[test]
fn a_name_is_warned_of_by_its_place_at_the_top() {
    let named = RICH
        .replace("Rekap akta kelahiran", "Akta kelahiran a.n. Siti")
        .replace("menunggu rapat", "data anak bernama Budi");
    let page = printed(&named, Format::Markdown, Lang::Id);
    let chapter = chapter(&page, "Periksa dahulu: mungkin ada nama orang");
    assert!(page.find("## Periksa dahulu") < page.find("## Tentang halaman ini"));
    assert!(chapter.contains("- judul bukti rekap-akta\n- catatan butir 4.p4"), "{chapter}");
    assert!(!chapter.contains("Siti") && !chapter.contains("Budi"), "{chapter}");
    assert!(!printed(RICH, Format::Markdown, Lang::Id).contains("Periksa dahulu"));
}

#[test]
fn every_agency_and_every_reason_is_in_the_glossary() {
    for lang in [Lang::Id, Lang::En] {
        let page = printed(EMPTY, Format::Markdown, lang);
        let glossary = chapter(&page, if lang == Lang::Id { "Daftar istilah" } else { "Glossary" });
        let edition = &rules("2023").edition;
        for agency in edition.agencies() {
            let line = glossary
                .lines()
                .find(|line| line.starts_with(&format!("- **{}:** {}", agency.short, agency.name)));
            let line = line.unwrap_or_else(|| panic!("{} is missing", agency.short));
            for alias in &agency.aliases {
                assert!(line.contains(alias.as_str()), "{alias}: {line}");
            }
        }
        let reasons = edition.reasons().expect("it lists reasons");
        for reason in &reasons.reasons {
            let line = format!("- **{}:** {}", reason.id, reason.name.get(lang));
            assert!(glossary.contains(&line), "{line}");
        }
    }
}

/// The contents name every heading of the page once, and on the page they lead there.
#[test]
fn the_contents_lead_to_every_chapter_and_agency() {
    let page = printed(RICH, Format::Html, Lang::Id);
    let (_, rest) = page.split_once("<nav").expect("contents");
    let (contents, body) = rest.split_once("</nav>").expect("their end");
    let leads: Vec<&str> =
        contents.split("href=\"#").skip(1).filter_map(|one| one.split('"').next()).collect();
    let headings: Vec<&str> =
        body.split(" id=\"bab-").skip(1).filter_map(|one| one.split('"').next()).collect();
    assert_eq!(leads.len(), headings.len());
    for (lead, heading) in leads.iter().zip(headings) {
        assert_eq!(*lead, format!("bab-{heading}"));
    }
    assert!(leads.len() > 40, "{}", leads.len());
}

// The program

#[test]
fn the_program_writes_a_page_that_names_the_file_and_nothing_of_its_folder() {
    let folder = Folder::new("handover");
    folder.write("isian 2024.toml", RICH);
    let (input, output) = (folder.file("isian 2024.toml"), folder.file("serah.html"));
    let done = run(["handover", &input, "--date", "12 Mei 2026", "-o", &output], b"");
    assert_eq!((done.exit, done.output.as_str()), (Exit::Done, ""), "{}", done.messages);
    let page = std::fs::read_to_string(&output).expect("the page is written");
    assert!(page.starts_with("<!doctype html>") && page.contains("default-src 'none'"));
    for said in ["12 Mei 2026", "kla plan &quot;isian 2024.toml&quot;", "Diterima oleh"] {
        assert!(page.contains(said), "{said}");
    }
    assert!(!page.contains("kla-handover-"), "the folder is named");
    let english = run(["handover", &input, "--format", "text", "--lang", "en"], b"");
    assert!(english.output.contains("What is open with each agency"), "{}", english.output);
    assert_eq!(run(["handover", &input, "--format", "json"], b"").exit, Exit::Usage);
    assert_eq!(run(["handover", "tidak-ada.toml"], b"").exit, Exit::Unusable);
    assert_eq!(run(["handover", &input, "-o", &input], b"").exit, Exit::Usage);
}

/// Nothing on the page depends on when or where it was written.
#[test]
fn the_same_file_gives_the_same_page() {
    for format in FORMATS {
        assert_eq!(printed(RICH, format, Lang::Id), printed(RICH, format, Lang::Id));
    }
}
