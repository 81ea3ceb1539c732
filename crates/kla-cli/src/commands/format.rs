//! `kla format`: a rule or answers file in its canonical form.

use crate::args::FormatArguments;
use crate::{Exit, Streams};

pub(crate) fn run(_arguments: &FormatArguments, _streams: &mut Streams<'_>) -> Exit {
    Exit::Usage
}
