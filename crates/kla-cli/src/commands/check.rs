//! `kla check`: every problem of an edition, an overlay or an answers file.

use crate::args::CheckArguments;
use crate::{Exit, Streams};

pub(crate) fn run(_arguments: &CheckArguments, _streams: &mut Streams<'_>) -> Exit {
    Exit::Usage
}
