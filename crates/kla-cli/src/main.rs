//! The program `kla`: arguments, standard streams and the exit code, nothing else.

use std::io::{self, IsTerminal as _, Write as _};
use std::process::ExitCode;

use kla_cli::{Colour, Streams};

fn main() -> ExitCode {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
        || !io::stderr().is_terminal();
    let mut output = io::stdout().lock();
    let exit = kla_cli::run(
        std::env::args_os(),
        &mut Streams {
            input: &mut io::stdin().lock(),
            output: &mut output,
            messages: &mut io::stderr().lock(),
            colour: if plain { Colour::Plain } else { Colour::Styled },
            rules: std::env::var_os("KLA_RULES").filter(|path| !path.is_empty()).map(Into::into),
        },
    );
    let flushed = output.flush().is_ok();
    ExitCode::from(if flushed { exit } else { exit.max(kla_cli::Exit::Unwritable) }.code())
}
