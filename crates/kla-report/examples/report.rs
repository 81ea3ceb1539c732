//! Writes a report: `cargo run -p kla-report --example report -- md < answers.toml`
use std::io::Read as _;

use kla_report::Format;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let file = kla::AnswersFile::parse(kla::Source::new("stdin", text));
    let edition = file.edition_id().and_then(kla::Edition::bundled).ok_or("no such edition")?;
    let answers = file.check(edition, Some(kla::Regions::bundled()))?;
    let format = match std::env::args().nth(1).as_deref() {
        Some("md") => Format::Markdown,
        Some("html") => Format::Html,
        _ => Format::Text,
    };
    print!("{}", kla_report::render(&kla::score(&answers), format, kla::Lang::Id)?);
    Ok(())
}
