//! Runs a query over a file of Parquet: `kla-datafusion REGIONS.parquet QUERY.sql`. In the query the file is
//! the table `wilayah`, and `$JAWABAN` stands for the struct of all its columns.

use std::error::Error;

use datafusion::prelude::{ParquetReadOptions, SessionContext};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "kla-datafusion WILAYAH.parquet KUERI.sql";
    let (file, query) = (arguments.next().ok_or(usage)?, arguments.next().ok_or(usage)?);
    let session = SessionContext::new();
    kla_datafusion::register(&session);
    session.register_parquet("wilayah", &file, ParquetReadOptions::default()).await?;
    let table = session.table("wilayah").await?;
    let columns = table.schema().fields().iter().map(|field| field.name().as_str());
    let query = kla_datafusion::with_answers(&std::fs::read_to_string(query)?, columns);
    session.sql(&query).await?.show().await?;
    Ok(())
}
