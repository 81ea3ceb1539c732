//! Explains a number: `cargo run -p kla-report --example explain -- 19 < answers.toml`
use std::io::Read as _;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let file = kla::AnswersFile::parse(kla::Source::new("stdin", text));
    let edition = file.edition_id().and_then(kla::Edition::bundled).ok_or("no such edition")?;
    let answers = file.check(edition, Some(kla::Regions::bundled()))?;
    let node = std::env::args().nth(1).unwrap_or_else(|| "total".to_owned());
    print!("{}", kla_report::explain(&kla::score(&answers), &node, kla::Lang::Id)?);
    Ok(())
}
