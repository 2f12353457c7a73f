//! The program: the arguments in, the exit code out. Everything else is in the library.

fn main() -> std::process::ExitCode {
    diben::cli::run(std::env::args_os())
}
