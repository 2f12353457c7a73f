//! Definitions and notes that nothing calls: CommonMark drops them, here they are text.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::markdown::shadow::Shadow;
use crate::markdown::traps::Trap;

impl Shadow<'_> {
    /// Definitions that no link uses, and second ones of a label, are text.
    pub(super) fn definitions(&mut self, definitions: &[(String, Range<usize>)], used: &BTreeSet<String>) {
        if definitions.is_empty() {
            return;
        }
        let labels: BTreeSet<&str> = definitions.iter().map(|(label, _)| label.as_str()).collect();
        let kept: BTreeSet<usize> =
            definitions.iter().filter(|(label, _)| used.contains(label)).map(|(_, it)| it.start).collect();
        let mut at = self.start;
        while at < self.text.len() {
            let end = self.line_end(at);
            let line = &self.text[at..end];
            let open = at + line.len() - line.trim_start_matches([' ', '>', '\t']).len();
            let label = self.text[open..end].strip_prefix('[').and_then(|it| it.split_once("]:")).map(|it| it.0);
            if label.is_some_and(|it| labels.contains(it.to_lowercase().as_str())) && !kept.contains(&open) {
                self.mask(open..open + 1);
                self.traps.push((Trap::Definition, open..end));
            }
            at = end + 1;
        }
        // A label may run over two lines, and the line scan not see it.
        for (_, range) in definitions.iter().filter(|(label, _)| !used.contains(label)) {
            if self.text.as_bytes()[range.start] == b'[' {
                self.mask(range.start..range.start + 1);
                self.traps.push((Trap::Definition, range.clone()));
            }
        }
    }

    /// Notes that no sign calls are text.
    pub(super) fn notes(&mut self, notes: Vec<(String, Range<usize>)>, called: &BTreeSet<String>) {
        for (label, range) in notes {
            if !called.contains(&label) && self.text.as_bytes().get(range.start) == Some(&b'[') {
                self.mask(range.start..range.start + 1);
                self.traps.push((Trap::Note, range));
            }
        }
    }
}
