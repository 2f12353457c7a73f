//! What style sheets hide or add. No layout is computed: a rule that can hide an element by its name, class or id is
//! taken at its word, whatever stands before it in the selector.

use roxmltree::Node;

/// A rule that hides, by the last part of its selector.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Hiding {
    element: Option<String>,
    classes: Vec<String>,
    id: Option<String>,
}

/// What the style sheets of a document do to its text.
#[derive(Debug, Clone, Default)]
pub struct Style {
    hiding: Vec<Hiding>,
    /// Words that rules put into the text.
    pub generated: Vec<String>,
}

impl Style {
    /// Adds the rules of a style sheet.
    pub fn add(&mut self, sheet: &str) {
        let sheet = without_comments(sheet);
        let mut rest = sheet.as_str();
        while let Some(open) = rest.find('{') {
            let selectors = &rest[..open];
            let body = &rest[open + 1..];
            // A rule in `@media` or `@supports` counts as any other: some reader will apply it.
            if selectors.trim_start().starts_with("@media") || selectors.trim_start().starts_with("@supports") {
                rest = body;
                continue;
            }
            let close = body.find('}').unwrap_or(body.len());
            self.rule(selectors.trim_start_matches(['}', ' ', '\n', '\r', '\t']), &body[..close]);
            rest = body.get(close + 1..).unwrap_or("");
        }
    }

    fn rule(&mut self, selectors: &str, declarations: &str) {
        for (name, value) in parse(declarations) {
            let words: String = strings(value).chars().filter(|it| it.is_alphanumeric()).collect();
            if name == "content" && !words.is_empty() {
                self.generated.push(words);
            }
        }
        if !hides(declarations) {
            return;
        }
        for selector in selectors.split(',') {
            // What stands before or after an element is generated, not text.
            if selector.contains("::") {
                continue;
            }
            if let Some(last) = selector.split([' ', '>', '+', '~', '\n', '\t', '\r']).rfind(|it| !it.is_empty()) {
                self.hiding.push(compound(last));
            }
        }
    }

    /// Returns whether a rule, the element's own style or an attribute hides an element.
    pub fn hides(&self, node: Node) -> bool {
        let inline = node.attribute("style").is_some_and(hides);
        let hidden = node.attribute("hidden").is_some() || node.attribute("aria-hidden") == Some("true");
        inline || hidden || self.hiding.iter().any(|it| it.matches(node))
    }
}

impl Hiding {
    fn matches(&self, node: Node) -> bool {
        let classes: Vec<&str> = node.attribute("class").unwrap_or("").split_ascii_whitespace().collect();
        self.element.as_ref().is_none_or(|it| it == node.tag_name().name())
            && self.classes.iter().all(|it| classes.contains(&it.as_str()))
            && self.id.as_ref().is_none_or(|it| node.attribute("id") == Some(it.as_str()))
    }
}

fn without_comments(sheet: &str) -> String {
    let mut out = String::new();
    let mut rest = sheet;
    while let Some(open) = rest.find("/*") {
        out.push_str(&rest[..open]);
        rest = rest[open + 2..].find("*/").map_or("", |close| &rest[open + 2 + close + 2..]);
    }
    out.push_str(rest);
    out
}

fn compound(selector: &str) -> Hiding {
    let mut hiding = Hiding { element: None, classes: Vec::new(), id: None };
    // Attributes and pseudo-classes narrow the rule down; without them it hides more, which is the safe side.
    let mut rest = selector.split([':', '[']).next().unwrap_or("");
    let mut kind = ' ';
    while !rest.is_empty() {
        let end = rest.find(['.', '#']).unwrap_or(rest.len());
        let (name, more) = rest.split_at(end);
        match kind {
            '.' => hiding.classes.push(name.to_owned()),
            '#' => hiding.id = Some(name.to_owned()),
            _ if !name.is_empty() && name != "*" => hiding.element = Some(name.to_owned()),
            _ => {}
        }
        kind = more.chars().next().unwrap_or(' ');
        rest = more.get(1..).unwrap_or("");
    }
    hiding
}

fn parse(declarations: &str) -> impl Iterator<Item = (&str, &str)> {
    declarations.split(';').filter_map(|it| it.split_once(':')).map(|(name, value)| (name.trim(), value.trim()))
}

fn strings(value: &str) -> String {
    value.split(['"', '\'']).skip(1).step_by(2).collect()
}

fn hides(declarations: &str) -> bool {
    parse(declarations).any(|(name, value)| {
        let value: String = value.to_ascii_lowercase().replace("!important", "").split_whitespace().collect();
        match name.to_ascii_lowercase().as_str() {
            "display" => value == "none",
            "visibility" => value == "hidden" || value == "collapse",
            "opacity" | "font-size" => {
                let digits = value.trim_end_matches(|it: char| it.is_ascii_alphabetic() || it == '%');
                digits.parse::<f32>().is_ok_and(|it| it < 0.05)
            }
            "color" => matches!(
                value.as_str(),
                "white" | "#fff" | "#ffffff" | "transparent" | "rgb(255,255,255)" | "#ffff" | "#ffffffff"
            ),
            "text-indent" => {
                value.trim_end_matches(|it: char| it.is_ascii_alphabetic()).parse::<f32>().is_ok_and(|it| it < -99.0)
            }
            "clip-path" | "clip" => value != "auto" && value != "none",
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_that_hide() {
        let mut style = Style::default();
        style.add("/* p { display: none } */ p { color: black } @media print { .note { color: #FFF } } p.a::before { content: '条' } h2#x { display : none }");
        let hidden =
            |markup: &str| style.hides(roxmltree::Document::parse(markup).expect("well-formed").root_element());
        assert!(!hidden("<p>a</p>"));
        assert!(hidden("<p class='b note'>a</p>"));
        assert!(hidden("<h2 id='x'>a</h2>") && !hidden("<h2>a</h2>"));
        assert!(hidden("<p style='visibility: hidden'>a</p>") && hidden("<p hidden='hidden'>a</p>"));
        assert_eq!(style.generated, ["条"]);
    }
}
