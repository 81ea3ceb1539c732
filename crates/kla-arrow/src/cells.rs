//! Columns of a batch as the cells of a table: the text that an answers file would hold.

use std::borrow::Cow;

use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    Decimal128Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type,
    UInt64Type,
};
use arrow_array::{Array, ArrayRef, Decimal128Array, LargeStringArray, RecordBatch, StringArray};
use arrow_array::{PrimitiveArray, StringViewArray, types::ArrowPrimitiveType};
use arrow_schema::DataType;
use kla::{Edition, Points};

use crate::ArrowScoreError;

/// The most decimals that points have.
const DECIMALS: u32 = 6;

/// The columns of a batch with their titles.
pub(crate) struct Cells<'b> {
    columns: Vec<(&'b str, Column<'b>)>,
}

#[derive(Clone)]
enum Column<'b> {
    Text(&'b StringArray),
    LargeText(&'b LargeStringArray),
    TextView(&'b StringViewArray),
    Decimal(&'b Decimal128Array, u32),
    Whole(Vec<Option<i128>>),
    Nothing,
}

impl<'b> Cells<'b> {
    pub(crate) fn of(batch: &'b RecordBatch) -> Result<Cells<'b>, ArrowScoreError> {
        let schema = batch.schema_ref();
        let columns =
            schema.fields().iter().zip(batch.columns()).map(|(field, column)| {
                Ok((field.name().as_str(), Column::of(field.name(), column)?))
            });
        Ok(Cells { columns: columns.collect::<Result<_, ArrowScoreError>>()? })
    }

    pub(crate) fn titles(&self) -> impl Iterator<Item = &'b str> {
        self.columns.iter().map(|(title, _)| *title)
    }

    /// The cells of a row; empty where the column is null.
    pub(crate) fn row(&self, place: usize) -> Vec<Cow<'b, str>> {
        self.columns.iter().map(|(_, column)| column.cell(place)).collect()
    }

    /// The columns of numbers that award points to a leaf of the edition, and all others.
    pub(crate) fn awarded<'c>(&'c self, edition: &Edition) -> (Vec<Awarded<'c, 'b>>, Cells<'b>)
    where
        'b: 'c,
    {
        let (mut awarded, mut others) = (Vec::new(), Vec::new());
        for (title, column) in &self.columns {
            let is_number = matches!(column, Column::Decimal(..) | Column::Whole(_));
            match edition.leaf(title).filter(|_| is_number) {
                Some(leaf) => awarded.push(Awarded { leaf, column }),
                None => others.push((*title, column.clone())),
            }
        }
        (awarded, Cells { columns: others })
    }
}

/// A column of numbers that award points to a leaf.
pub(crate) struct Awarded<'c, 'b> {
    pub(crate) leaf: usize,
    column: &'c Column<'b>,
}

impl Awarded<'_, '_> {
    /// Its points in a row; `None` where it is null.
    ///
    /// # Errors
    ///
    /// When they are more than points can hold.
    pub(crate) fn points(&self, place: usize) -> Result<Option<Points>, TooMany> {
        let Some((units, decimals)) = self.column.units(place) else { return Ok(None) };
        let millionths = units.checked_mul(10_i128.pow(DECIMALS - decimals));
        millionths.and_then(Points::of_millionths).map(Some).ok_or(TooMany)
    }
}

/// More than points can hold.
pub(crate) struct TooMany;

impl<'b> Column<'b> {
    fn of(name: &str, column: &'b ArrayRef) -> Result<Column<'b>, ArrowScoreError> {
        Ok(match column.data_type() {
            DataType::Utf8 => Column::Text(column.as_string()),
            DataType::LargeUtf8 => Column::LargeText(column.as_string()),
            DataType::Utf8View => Column::TextView(column.as_string_view()),
            DataType::Decimal128(_, scale) => {
                let decimals = u32::try_from(*scale).ok().filter(|decimals| *decimals <= DECIMALS);
                let decimals =
                    decimals.ok_or_else(|| ArrowScoreError::Scale(name.to_owned(), *scale))?;
                Column::Decimal(column.as_primitive::<Decimal128Type>(), decimals)
            }
            DataType::Int8 => whole::<Int8Type>(column),
            DataType::Int16 => whole::<Int16Type>(column),
            DataType::Int32 => whole::<Int32Type>(column),
            DataType::Int64 => whole::<Int64Type>(column),
            DataType::UInt8 => whole::<UInt8Type>(column),
            DataType::UInt16 => whole::<UInt16Type>(column),
            DataType::UInt32 => whole::<UInt32Type>(column),
            DataType::UInt64 => whole::<UInt64Type>(column),
            DataType::Null => Column::Nothing,
            DataType::Float16 | DataType::Float32 | DataType::Float64 => {
                return Err(ArrowScoreError::Float(name.to_owned()));
            }
            other => return Err(ArrowScoreError::Type(name.to_owned(), other.clone())),
        })
    }

    /// The number in a row, in units of so many decimals.
    fn units(&self, place: usize) -> Option<(i128, u32)> {
        match self {
            Column::Decimal(points, decimals) if points.is_valid(place) => {
                Some((points.value(place), *decimals))
            }
            Column::Whole(numbers) => Some((numbers.get(place).copied().flatten()?, 0)),
            _ => None,
        }
    }

    fn cell(&self, place: usize) -> Cow<'b, str> {
        match self {
            Column::Text(text) if text.is_valid(place) => text.value(place).into(),
            Column::LargeText(text) if text.is_valid(place) => text.value(place).into(),
            Column::TextView(text) if text.is_valid(place) => text.value(place).into(),
            _ => self
                .units(place)
                .map_or(Cow::Borrowed(""), |(units, decimals)| decimal(units, decimals).into()),
        }
    }
}

fn whole<'b, T: ArrowPrimitiveType>(column: &'b ArrayRef) -> Column<'b>
where
    T::Native: Into<i128>,
{
    let column: &PrimitiveArray<T> = column.as_primitive();
    Column::Whole(column.iter().map(|number| number.map(Into::into)).collect())
}

/// Units of `10^-decimals` as a number without trailing zeros, so that none reads as a group of thousands.
fn decimal(units: i128, decimals: u32) -> String {
    let unit = 10_u128.pow(decimals);
    let (whole, rest) = (units.unsigned_abs() / unit, units.unsigned_abs() % unit);
    let sign = if units < 0 { "-" } else { "" };
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    let digits = format!("{rest:0width$}", width = decimals as usize);
    let digits = digits.trim_end_matches('0');
    // Three decimals after a whole part could be read as thousands; a zero more cannot.
    let zero = if digits.len() == 3 { "0" } else { "" };
    format!("{sign}{whole}.{digits}{zero}")
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn decimals_are_written_without_loss() {
        assert_eq!(decimal(150, 2), "1.5");
        assert_eq!(decimal(-5, 2), "-0.05");
        assert_eq!(decimal(7, 0), "7");
        assert_eq!(decimal(1_234_000, 6), "1.2340");
        assert_eq!(decimal(100, 2), "1");
    }
}
