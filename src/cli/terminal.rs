//! The terminal: its language, its width, the streams. A reader that goes away (`diben check | head`) ends the
//! writing, not the run.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::{env, thread};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use terminal_size::{Width, terminal_size_of};

use super::Context;
use crate::diagnostic::{Language, Message};
use crate::error::Error;
use crate::report::show_error;

pub use crate::report::printable;

/// The columns of a report that is not shown on a terminal.
const COLUMNS: usize = 100;

/// The columns of a terminal that does not tell its own.
const TERMINAL: usize = 80;

/// The stack of a thread that reads and checks: texts may be nested deeply, and the tree is walked by recursion.
const STACK: usize = 256 << 20;

/// Returns the language of the environment: the first of LC_ALL, LC_MESSAGES and LANG that is set decides. One that
/// names a language other than Chinese means English. None, `C` and `POSIX` name no language: Chinese, as the texts.
pub fn language() -> Language {
    language_named(
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|it| env::var(it).ok().filter(|it| !it.is_empty()))
            .as_deref(),
    )
}

fn language_named(locale: Option<&str>) -> Language {
    let name = locale.unwrap_or_default().split(['.', '_', '@', '-']).next().unwrap_or_default().to_ascii_lowercase();
    match name.as_str() {
        "" | "c" | "posix" | "zh" => Language::Zh,
        _ => Language::En,
    }
}

/// Returns the language that arguments ask for which could not be understood as a whole.
pub fn language_asked(arguments: &[OsString]) -> Language {
    let words: Vec<_> = arguments.iter().map(|it| it.to_string_lossy()).collect();
    let after = words.iter().position(|it| it == "--lang").and_then(|at| words.get(at + 1)).map(|it| it.as_ref());
    match after.or_else(|| words.iter().find_map(|it| it.strip_prefix("--lang="))) {
        Some("zh") => Language::Zh,
        Some("en") => Language::En,
        _ => language(),
    }
}

/// Returns the columns that a report may use.
pub fn width() -> usize {
    columns().unwrap_or(COLUMNS)
}

/// Returns the columns of the terminal that stdout is, or nothing where it is none. One that does not tell its size is
/// as wide as `COLUMNS` says.
pub fn columns() -> Option<usize> {
    if let Some((Width(columns), _)) = terminal_size_of(io::stdout()) {
        return Some(usize::from(columns));
    }
    let told = || env::var("COLUMNS").ok()?.trim().parse().ok().filter(|it| *it > 0);
    io::stdout().is_terminal().then(|| told().unwrap_or(TERMINAL))
}

/// Writes to stdout, with colours where it is a terminal. A pipe that is closed early is the reader's choice.
pub fn write(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    let mut stdout = io::BufWriter::new(anstream::stdout().lock());
    let _ = write(&mut stdout).and_then(|()| stdout.flush());
}

/// Writes data to stdout, byte for byte.
pub fn write_data(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    let mut stdout = io::BufWriter::new(io::stdout().lock());
    let _ = write(&mut stdout).and_then(|()| stdout.flush());
}

/// Writes a text to stdout, with colours where it is a terminal.
pub fn print(text: &str) {
    write(|out| out.write_all(text.as_bytes()));
}

/// Writes a text to stdout, byte for byte.
pub fn print_data(text: &str) {
    write_data(|out| out.write_all(text.as_bytes()));
}

/// Runs what a command does on a stack that holds deeply nested texts.
pub fn with_room<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| {
        let started = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        let ended = started.expect("the machine has room for a thread").join();
        ended.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// Writes a line to stderr.
pub fn note(line: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{line}");
}

/// Writes an error to stderr.
pub fn error(error: &Error, language: Language) {
    let _ = anstream::stderr().lock().write_all(show_error(error, language).as_bytes());
}

/// Returns a bar that shows on stderr where that is a terminal, and nowhere else.
pub fn bar(ctx: &Context, steps: usize, what: &Message) -> ProgressBar {
    if steps < 2 || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len}")
        .expect("the template is a fixed one")
        .progress_chars("=> ");
    let bar = ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::stderr()).with_style(style);
    bar.set_message(what.get(ctx.language).to_owned());
    bar
}

/// Returns what a function makes of each item, in the order of the items, by as many threads as the machine has.
pub fn each<T: Sync, R: Send>(items: &[T], bar: &ProgressBar, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let take = || {
        let mut made = Vec::new();
        loop {
            let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let Some(item) = items.get(at) else { return made };
            made.push((at, work(item)));
            bar.inc(1);
        }
    };
    let threads = thread::available_parallelism().map_or(1, |it| it.get()).min(items.len());
    let mut made: Vec<(usize, R)> = thread::scope(|scope| {
        let started: Vec<_> = (0..threads)
            .map(|_| {
                thread::Builder::new()
                    .stack_size(STACK)
                    .spawn_scoped(scope, take)
                    .expect("the machine has room for a thread")
            })
            .collect();
        started.into_iter().flat_map(|it| it.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    made.sort_by_key(|(at, _)| *at);
    made.into_iter().map(|(_, it)| it).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_of_locales() {
        for chinese in [None, Some("zh_CN.UTF-8"), Some("zh-TW"), Some("C"), Some("C.UTF-8"), Some("POSIX")] {
            assert_eq!(language_named(chinese), Language::Zh, "{chinese:?}");
        }
        for other in [Some("en_US.UTF-8"), Some("de_DE"), Some("zha")] {
            assert_eq!(language_named(other), Language::En, "{other:?}");
        }
    }

    #[test]
    fn results_keep_their_order() {
        let items: Vec<usize> = (0..1000).collect();
        assert_eq!(
            each(&items, &ProgressBar::hidden(), |it| it * 2),
            items.iter().map(|it| it * 2).collect::<Vec<_>>()
        );
    }
}
