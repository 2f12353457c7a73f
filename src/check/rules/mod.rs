//! The list of rules. A rule is one file here and one word in the list; the head of its file is its manual.

use crate::check::{Level, Rule};
use crate::diagnostic::Severity;

macro_rules! rules {
    (checked: $($name:ident)*; read: $($read:ident)*; release: $($release:ident)*;) => {
        $(mod $name;)*
        $(pub mod $read;)*

        /// Returns the rules of the list.
        pub fn all() -> Vec<Rule> {
            let release = |id, level| if [$($release::ID,)*].contains(&id) { Level::On(Severity::Error) } else { level };
            vec![
                $(Rule { id: $name::ID, level: $name::LEVEL, release: release($name::ID, $name::LEVEL), manual: manual(include_str!(concat!(stringify!($name), ".rs"))), run: Some($name::run) },)*
                $(Rule { id: $read::ID, level: $read::LEVEL, release: release($read::ID, $read::LEVEL), manual: manual(include_str!(concat!(stringify!($read), ".rs"))), run: None },)*
            ]
        }
    };
}

// `checked` look at the work; what `read` name, the reader, the policy, the setter or a judge finds, and their files hold the
// manual alone.
// `release` name those whose findings are errors in a text that is to be issued, whatever they weigh in a draft.
rules! {
    checked:
        numbering_gap
        numbering_duplicate
        numbering_order
        numbering_start
        numbering_style
        numbering_hierarchy
        numbering_run_on
        numbering_broken_token
        structure_split_heading
        structure_contents
        structure_missing_heading_mark
        reference_dangling
        reference_range
        reference_relative
        reference_ambiguous
        reference_self
        reference_annex
        reference_elided
        structure_empty
        text_circle_for_zero
        text_defined_term
        text_full_width_digit
        text_impossible_date
        text_placeholder
        text_private_use
        text_radical
        text_repeated_word
        text_script_mix
        text_stray_space
        text_wrapped
        punctuation_unpaired
        punctuation_mixed_pair
        punctuation_half_width
        punctuation_straight_quote
        punctuation_quote_nesting
        punctuation_ellipsis
        punctuation_dash
        punctuation_range
        punctuation_enumeration_comma
        punctuation_list_end
        punctuation_list_lead
        punctuation_run
        punctuation_heading_end
    ;
    read:
        numbering_separator
        metadata_front_matter
        text_invisible
        structure_markdown
        structure_missing_break
        metadata_allowance
        metadata_unused_allowance
        layout_line_start
        layout_line_end
        layout_runt
        layout_widow
        layout_heading_at_foot
        layout_overfull
        layout_loose_line
        layout_fallback
        layout_off_grid
        layout_cover
        layout_long_block
        edition_epubcheck
        edition_ace
        edition_verapdf
    ;
    release:
        structure_markdown
        text_placeholder
        metadata_unused_allowance
    ;
}

/// Returns the head of a rule's file as Markdown. It lives as long as the program, as the list does.
fn manual(file: &'static str) -> &'static str {
    let head = file.lines().map_while(|it| it.strip_prefix("//!"));
    head.map(|it| it.strip_prefix(' ').unwrap_or(it)).collect::<Vec<_>>().join("\n").leak()
}
