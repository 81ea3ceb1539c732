//! Ten lines that score a region: `cargo run -p kla --example score < answers.toml`
use std::io::Read as _;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let edition = kla::Edition::bundled("2023").ok_or("no such edition")?;
    let answers = edition.read_answers("stdin", &text)?;
    let card = kla::score(&answers);
    let category = card.placement().category.map_or("belum berkategori", |category| &category.name);
    println!("{}: {} ({category})", answers.place().label(), card.total());
    Ok(())
}
