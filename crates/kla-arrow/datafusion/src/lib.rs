//! Scores of Kabupaten/Kota Layak Anak as functions of SQL, for [DataFusion](https://datafusion.apache.org).
//!
//! ```sql
//! SELECT region, kla_total('2023', named_struct('region', region, '4.P1', "4.P1")) AS total FROM wilayah
//! ```
//!
//! `kla_total(edition, struct)` gives the total as Decimal128(18,6), or null for a region that cannot be
//! scored or is null itself; the fields of the struct are the columns that `kla_arrow` knows, of which `year`
//! and `stage` may be left out. `kla_category(edition, total)`
//! gives the id of the category that a total reaches by its points alone, or null below the first.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array as _, ArrayRef, AsArray as _, BooleanArray, RecordBatch, StringArray, StructArray,
};
use datafusion::arrow::compute::nullif;
use datafusion::arrow::datatypes::{DataType, Decimal128Type, Fields};
use datafusion::common::{DataFusionError, Result, ScalarValue, exec_err};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use datafusion::prelude::SessionContext;
use kla::{AnswersHead, Edition, Points};

/// Points as columns hold them.
const POINTS: DataType = DataType::Decimal128(18, 6);

/// Makes the functions known to a session.
pub fn register(session: &SessionContext) {
    session.register_udf(ScalarUDF::from(Total(Signature::any(2, Volatility::Immutable))));
    session.register_udf(ScalarUDF::from(CategoryOf(Signature::any(2, Volatility::Immutable))));
}

/// A query in which `$JAWABAN` stands for the struct of all columns of a table.
///
/// ```
/// let query = kla_datafusion::with_answers("SELECT kla_total('2023', $JAWABAN) FROM w", ["region", "4.P1"]);
/// assert_eq!(query, r#"SELECT kla_total('2023', named_struct('region', "region", '4.P1', "4.P1")) FROM w"#);
/// ```
#[must_use]
pub fn with_answers<'c>(query: &str, columns: impl IntoIterator<Item = &'c str>) -> String {
    let pair = |column: &str| {
        format!("'{}', \"{}\"", column.replace('\'', "''"), column.replace('"', "\"\""))
    };
    let pairs: Vec<String> = columns.into_iter().map(pair).collect();
    query.replace("$JAWABAN", &format!("named_struct({})", pairs.join(", ")))
}

/// `kla_total(edition, struct)`.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Total(Signature);

impl ScalarUDFImpl for Total {
    fn name(&self) -> &str {
        "kla_total"
    }

    fn signature(&self) -> &Signature {
        &self.0
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(POINTS)
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let edition = edition(&arguments)?;
        let [_, answers] = arguments.args.as_slice() else {
            return exec_err!("kla_total takes an edition and a struct of answers");
        };
        let answers = answers.to_array(arguments.number_rows)?;
        let Some(answers) = answers.as_struct_opt() else {
            return exec_err!("the second argument of kla_total is a named_struct of answers");
        };
        let batch = RecordBatch::from(unmasked(answers)?);
        // Year and stage do not change a total; where the struct has them they are read and checked.
        let head = AnswersHead {
            year: Some(*edition.years().end()),
            stage: edition.stages().first().map(|stage| stage.id.to_string()),
            ..AnswersHead::default()
        };
        let scores = kla_arrow::scores(edition, &batch, &head)
            .map_err(|error| DataFusionError::External(Box::new(error)))?;
        match scores.column_by_name("total") {
            Some(totals) => Ok(ColumnarValue::Array(Arc::clone(totals))),
            None => exec_err!("scores have a total"),
        }
    }
}

/// The struct with its own nulls in each of its columns: what a null struct holds means nothing.
fn unmasked(answers: &StructArray) -> Result<StructArray> {
    let Some(nulls) = answers.nulls() else { return Ok(answers.clone()) };
    let absent = BooleanArray::new(!nulls.inner(), None);
    let fields = answers.fields().iter();
    let fields: Fields =
        fields.map(|field| Arc::new(field.as_ref().clone().with_nullable(true))).collect();
    let columns = answers.columns().iter().map(|column| Ok(nullif(column, &absent)?));
    Ok(StructArray::new(fields, columns.collect::<Result<_>>()?, None))
}

/// `kla_category(edition, total)`.
#[derive(Debug, PartialEq, Eq, Hash)]
struct CategoryOf(Signature);

impl ScalarUDFImpl for CategoryOf {
    fn name(&self) -> &str {
        "kla_category"
    }

    fn signature(&self) -> &Signature {
        &self.0
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Utf8)
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let edition = edition(&arguments)?;
        let [_, totals] = arguments.args.as_slice() else {
            return exec_err!("kla_category takes an edition and a total");
        };
        let totals = totals.to_array(arguments.number_rows)?;
        if *totals.data_type() != POINTS {
            return exec_err!(
                "the total of kla_category is a Decimal(18,6), as kla_total gives it"
            );
        }
        let totals = totals.as_primitive::<Decimal128Type>();
        let category = |units: Option<i128>| {
            let total = Points::of_millionths(units?)?;
            edition.placement(total).category.map(|category| category.id.to_string())
        };
        let found: ArrayRef = Arc::new(totals.iter().map(category).collect::<StringArray>());
        Ok(ColumnarValue::Array(found))
    }
}

/// The edition that the first argument names.
fn edition(arguments: &ScalarFunctionArgs) -> Result<&'static Edition> {
    let id = match arguments.args.first() {
        Some(ColumnarValue::Scalar(
            ScalarValue::Utf8(Some(id))
            | ScalarValue::LargeUtf8(Some(id))
            | ScalarValue::Utf8View(Some(id)),
        )) => id,
        _ => return exec_err!("the first argument is the id of an edition, such as '2023'"),
    };
    match Edition::bundled(id) {
        Some(edition) => Ok(edition),
        None => {
            exec_err!("there is no edition `{id}`; known are {}", Edition::bundled_ids().join(", "))
        }
    }
}
