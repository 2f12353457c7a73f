//! The floors of the house: a room uses the floors below it and never its neighbours. The table here is the one of
//! ARCHITECTURE.md, and the test holds the two together.

use std::fs;
use std::path::{Path, PathBuf};

/// Rooms by floor, lowest first.
const FLOORS: &[&[&str]] = &[
    &["text", "message"],
    &["error", "diagnostic", "model"],
    &["reference", "extract"],
    &["markdown", "import", "check", "edit", "publish", "verify", "report"],
    &["workspace"],
    &["cli"],
];

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|it| it.contains(&room))
}

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src can be read") {
        let path = entry.expect("src can be read").path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|it| it == "rs") {
            out.push(path);
        }
    }
}

fn room(root: &Path, path: &Path) -> String {
    let first = path.strip_prefix(root).expect("a file of src").components().next().expect("a file");
    first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// Rooms that a file names: `crate::room`, in code and not in comments; tests at the end may use what they like.
fn used(text: &str) -> Vec<String> {
    let code: String = text
        .lines()
        .take_while(|it| !it.contains("#[cfg(test)]"))
        .filter(|it| !it.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let mut out = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let names: Vec<&str> = match rest.strip_prefix('{') {
            Some(group) => group.split('}').next().unwrap_or("").split(',').map(str::trim).collect(),
            None => vec![rest],
        };
        out.extend(
            names
                .iter()
                .map(|it| it.chars().take_while(|it| it.is_ascii_lowercase() || *it == '_').collect::<String>()),
        );
    }
    out.retain(|it| it != "say" && !it.is_empty());
    out
}

#[test]
fn rooms_use_the_floors_below_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    assert!(files.len() > 20, "the walk found {} files only", files.len());
    let mut faults = Vec::new();
    for path in files {
        let own = room(&root, &path);
        if own == "main" || own == "lib" {
            continue;
        }
        let Some(here) = floor(&own) else {
            faults.push(format!("{own} stands on no floor"));
            continue;
        };
        for other in used(&fs::read_to_string(&path).expect("a source is UTF-8")) {
            let Some(there) = floor(&other) else {
                faults.push(format!("{}: crate::{other} is no room", path.display()));
                continue;
            };
            if other != own && there >= here {
                faults.push(format!("{}: {own} may not use {other}", path.display()));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn the_table_in_the_book_is_this_one() {
    let book = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md"))
        .expect("ARCHITECTURE.md is there");
    for (number, rooms) in FLOORS.iter().enumerate() {
        let line = format!("{number}  {}", rooms.join("  "));
        assert!(book.lines().any(|it| it.trim_end() == line), "ARCHITECTURE.md lacks the line `{line}`");
    }
}

#[test]
fn a_breach_is_seen() {
    assert_eq!(
        used("use crate::publish::x;\nuse crate::{text::Span, model};\n// crate::cli\n"),
        ["publish", "text", "model"]
    );
}

#[test]
fn only_workspace_and_cli_touch_disk_clock_and_environment() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    for path in files {
        if matches!(room(&root, &path).as_str(), "workspace" | "cli" | "main") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a source is UTF-8");
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        for word in [
            "std::fs",
            "std::env::var",
            "std::net",
            "SystemTime",
            "Instant::now",
            "println!",
            "eprintln!",
            "std::process",
        ] {
            assert!(!code.contains(word), "{} uses {word}", path.display());
        }
    }
}
