//! Notes and their signs, in any edition.

use crate::diagnostic::{Diagnostic, Message};
use crate::say;
use crate::verify::APPARATUS;
use crate::verify::apparatus::note_signs;
use crate::verify::compare::compare;
use crate::verify::edition::{Edition, Found};
use crate::verify::truth::Truth;
use crate::verify::wanted::Wanted;

/// Notes and their signs. `place` turns a character of the edition into one of the source.
pub fn notes(truth: &Truth, edition: &Edition, place: impl Fn(usize) -> Option<usize>) -> Vec<Diagnostic> {
    let wanted: Vec<Wanted> =
        truth.notes.iter().flat_map(|it| &it.blocks).map(|it| Wanted::source(it.units.clone(), it.soft)).collect();
    let found: Vec<Found> = edition.notes.iter().flat_map(|it| it.blocks.clone()).collect();
    let mut out = compare(edition.name, &wanted, &found, truth.start).findings;
    let calls: Vec<note_signs::Call> =
        truth.signs.iter().zip(&edition.signs).map(|(call, sign)| (call.label.as_str(), sign.page)).collect();
    let signs: Vec<&str> = edition.signs.iter().map(|it| it.text.as_str()).collect();
    let due = note_signs::due(&calls, &signs);
    for number in 0..truth.signs.len().max(edition.signs.len()) {
        match (truth.signs.get(number), edition.signs.get(number)) {
            (Some(call), Some(sign)) => {
                let (Message { zh, en }, text) = (edition.name.at(sign.page), sign.text.trim());
                // A sign behind the last character has no character to stand before.
                let here = place(sign.at).or_else(|| sign.at.checked_sub(1).and_then(&place).map(|it| it + 1));
                if here.is_some_and(|it| it != call.at) {
                    out.push(Diagnostic::error(
                        APPARATUS,
                        call.span,
                        say!(zh: "{zh}的注号“{text}”不在底本所注的地方", en: "the sign “{text}” of a note on {en} stands elsewhere than in the source"),
                    ));
                }
                let due = due[number];
                if !note_signs::says(&sign.text, due) {
                    let due = note_signs::written(due);
                    out.push(Diagnostic::error(
                        APPARATUS,
                        call.span,
                        say!(zh: "{zh}的注号“{text}”应为 {due}", en: "the sign “{text}” of a note on {en} should be {due}"),
                    ));
                }
                let again = truth.signs[..number].iter().any(|it| it.label == call.label);
                let first = truth.notes.iter().position(|it| it.label == call.label);
                let own = first.and_then(|it| edition.notes.get(it)).filter(|_| !again).map(|it| it.sign.trim());
                if let Some(own) = own.filter(|it| !note_signs::says(it, due)) {
                    let due = note_signs::written(due);
                    out.push(Diagnostic::error(
                        APPARATUS,
                        call.span,
                        say!(zh: "{zh}这一条注文前的注号“{own}”应为 {due}", en: "the sign “{own}” before this note on {en} should be {due}"),
                    ));
                }
            }
            (Some(call), None) => {
                let Message { zh, en } = edition.name.at(0);
                out.push(Diagnostic::error(
                    APPARATUS,
                    call.span,
                    say!(zh: "{zh}缺这里的注号", en: "{en} lacks the sign of this note"),
                ));
            }
            (None, Some(sign)) => {
                let (Message { zh, en }, text) = (edition.name.at(sign.page), sign.text.trim());
                out.push(Diagnostic::error(
                    APPARATUS,
                    truth.start,
                    say!(zh: "{zh}多出注号“{text}”", en: "{en} has the sign “{text}” of a note that the source does not call"),
                ));
            }
            (None, None) => {}
        }
    }
    out
}
