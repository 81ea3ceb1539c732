//! `kla schema`: the JSON Schema of a file.

use crate::args::SchemaArguments;
use crate::{Exit, Streams};

pub(crate) fn run(_arguments: &SchemaArguments, _streams: &mut Streams<'_>) -> Exit {
    Exit::Usage
}
