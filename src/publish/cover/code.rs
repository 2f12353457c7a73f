//! The Typst code of a cover: what it says as string literals, the look that its layout chooses, and the one function
//! that sets it.

use std::fmt::Write as _;

use crate::publish::cover::said::Said;
use crate::publish::layout::Layout;
use crate::publish::typst::string;

/// Returns the path of the file that sets a layout's cover: its own, or the one that all share.
pub fn setter(layout: &Layout) -> String {
    let own = format!("{}/cover.typ", layout.manifest.name);
    if layout.files.contains_key(&own) { own } else { "cover.typ".to_owned() }
}

/// Returns the code that sets a cover.
pub fn code(said: &Said, language: (&str, &str), layout: &Layout) -> String {
    let look = &layout.manifest.cover;
    let mut out = String::from("// Generated from the source; each string literal is a run of its text.\n");
    let _ = write!(out, "#import {}: cover\n\n#cover(\n", string(&format!("/layouts/{}", setter(layout))));
    if let Some(over) = said.over {
        let _ = writeln!(out, "  over: {},", content(over));
    }
    let title: Vec<String> = said.title.iter().map(|it| (*it).to_owned()).collect();
    let lists =
        [("title", &title), ("subtitle", &said.subtitle), ("issuers", &said.issuers), ("publisher", &said.publisher)];
    for (name, lines) in lists {
        let lines: String = lines.iter().map(|it| format!("{},", content(it))).collect();
        let _ = writeln!(out, "  {name}: ({lines}),");
    }
    for (name, fact) in [("date", &said.date), ("place-of", &said.place)] {
        if let Some(fact) = fact {
            let _ = writeln!(out, "  {name}: {},", content(fact));
        }
    }
    let _ = writeln!(out, "  lang: {}, region: {},", string(language.0), string(language.1));
    let colours = [("ground", &look.ground), ("ink", &look.ink), ("accent", &look.accent)];
    let colours: String = colours.iter().map(|(name, it)| format!("{name}: rgb({}), ", string(it))).collect();
    let _ = writeln!(out, "  look: ({colours}ornament: {}),\n)", string(&look.ornament));
    out
}

/// Text as content, never as a string that a layout could take apart.
fn content(text: &str) -> String {
    format!("[#{};]", string(text))
}
