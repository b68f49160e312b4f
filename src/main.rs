//! The `divario` program: see `divario --help`.

mod cli;

fn main() -> cli::ExitStatus {
    cli::main()
}
