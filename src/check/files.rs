//! A work of several files: what is missing between two of them is one fault, told where the later file opens.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::sequence::Fault;
use crate::check::series::Series;
use crate::model::{Unit, UnitKind};
use crate::text::{FileId, Span};

/// Where a file is missing, parts, chapters and articles all lack what it held: the first of these faults stands for
/// all.
pub fn one_fault_a_file(rows: &mut [Series]) {
    let file_of = |unit: &Unit| unit.marker.as_ref().map_or(unit.span, |it| it.span).file;
    let opens_file = |row: &Series, place: usize, fault: &Fault| -> Option<FileId> {
        let file = file_of(row.entries[place].0);
        match fault {
            Fault::Gap { after, .. } => (file_of(row.entries[*after].0) != file).then_some(file),
            Fault::Start { .. } => (place == 0).then_some(file),
            Fault::Duplicate { .. } | Fault::Order { .. } => None,
        }
    };
    let mut told: BTreeMap<FileId, Span> = BTreeMap::new();
    let mut gaps: BTreeSet<FileId> = BTreeSet::new();
    for row in rows.iter() {
        for (place, fault) in &row.faults {
            let Some(file) = opens_file(row, *place, fault) else { continue };
            let span = row.entries[*place].0.span;
            told.entry(file).and_modify(|it| *it = (*it).min(span)).or_insert(span);
            if matches!(fault, Fault::Gap { .. }) {
                gaps.insert(file);
            }
        }
    }
    for row in rows {
        let faults = std::mem::take(&mut row.faults);
        let kept = faults.into_iter().filter(|(place, fault)| {
            let unit = row.entries[*place].0;
            let list = unit.kind >= UnitKind::Point;
            match opens_file(row, *place, fault) {
                Some(file) if !list && gaps.contains(&file) => told.get(&file) == Some(&unit.span),
                _ => true,
            }
        });
        row.faults = kept.collect();
    }
}
