//! The list of rules. A rule is one file here and one word in the list; the head of its file is its manual.

use crate::check::Rule;

macro_rules! rules {
    ($($name:ident)*) => {
        $(mod $name;)*

        /// Returns the rules of the list.
        pub fn all() -> Vec<Rule> {
            vec![$(Rule {
                id: $name::ID,
                severity: $name::SEVERITY,
                manual: manual(include_str!(concat!(stringify!($name), ".rs"))),
                run: $name::run,
            }),*]
        }
    };
}

rules! {
    numbering_gap
    numbering_duplicate
    numbering_order
    numbering_start
    numbering_style
    numbering_hierarchy
    reference_dangling
    reference_range
    structure_empty
}

/// Returns the head of a rule's file as Markdown. It lives as long as the program, as the list does.
fn manual(file: &'static str) -> &'static str {
    let head = file.lines().map_while(|it| it.strip_prefix("//!"));
    head.map(|it| it.strip_prefix(' ').unwrap_or(it)).collect::<Vec<_>>().join("\n").leak()
}
