//! Where the source says what an edition says of itself: the entries of its front matter, its title, its pictures.

use crate::model::{Block, Document, Entry, Inline, leaves};
use crate::text::Span;
use crate::verify::apparatus::close::chinese_date;
use crate::verify::unit::letters;

/// The front matter and the pictures of a document.
pub struct Front<'a> {
    document: &'a Document,
    /// The beginning of the source, where front matter would stand.
    pub start: Span,
    /// The pictures with the words that stand for them, in the order of the text; nothing where notes hold some, since
    /// an edition sets those elsewhere.
    pub pictures: Vec<(Span, String)>,
}

impl<'a> Front<'a> {
    /// Returns the front matter of a document.
    pub fn of(document: &'a Document, start: Span) -> Self {
        let mut pictures = Vec::new();
        let mut in_notes = Vec::new();
        gather(&document.blocks, &mut pictures);
        document.notes.iter().for_each(|it| gather(&it.blocks, &mut in_notes));
        if !in_notes.is_empty() {
            pictures.clear();
        }
        Self { document, start, pictures }
    }

    /// Returns the place of what makes an element of a package's metadata, by the element's name.
    pub fn named(&self, name: &str) -> Span {
        let metadata = &self.document.metadata;
        let entry = match name {
            "title" => return self.title(),
            "creator" => metadata.authors.first(),
            "language" => metadata.lang.as_ref(),
            "identifier" => metadata.identifiers.first(),
            "publisher" => metadata.publisher.as_ref(),
            "rights" => metadata.rights.as_ref(),
            "description" => metadata.description.as_ref(),
            "subject" => metadata.subjects.first(),
            "date" | "modified" => metadata.date.as_ref(),
            "layout" => metadata.layout.as_ref().and_then(|it| it.name.as_ref()),
            _ => None,
        };
        entry.map_or(self.start, |it| it.span)
    }

    fn title(&self) -> Span {
        let entry = self.document.metadata.title.as_ref().map(|it| it.span);
        entry.or_else(|| self.document.title().map(|it| it.span)).unwrap_or(self.start)
    }

    /// Returns the place of the entry that says what an edition says somewhere.
    pub fn saying(&self, words: &str) -> Option<Span> {
        let plain = |it: &str| -> String { letters(it).into_iter().collect() };
        let words = plain(words);
        let metadata = &self.document.metadata;
        let single = [&metadata.title, &metadata.subtitle, &metadata.adopted_by, &metadata.publisher];
        let more = [&metadata.place, &metadata.rights, &metadata.description, &metadata.date];
        let all = single.into_iter().chain(more).flatten();
        let several = metadata.authors.iter().chain(&metadata.identifiers).chain(&metadata.subjects);
        let says = |it: &&Entry| {
            let (own, dated) = (plain(&it.text), plain(&chinese_date(&it.text)));
            !own.is_empty() && (words.contains(&own) || words.contains(&dated))
        };
        all.chain(several).find(says).map(|it| it.span)
    }
}

fn gather(blocks: &[Block], out: &mut Vec<(Span, String)>) {
    for block in blocks {
        match block {
            Block::Title(it) | Block::PartTitle(it) | Block::Subtitle(it) => take(&it.inlines, out),
            Block::Enactment(it) | Block::Paragraph(it) => take(&it.inlines, out),
            Block::Table(it) => it.rows.iter().flatten().for_each(|it| take(it, out)),
            Block::Unit(unit) => {
                take(&unit.heading, out);
                gather(&unit.blocks, out);
            }
            Block::List(list) => list.items.iter().for_each(|it| gather(&it.blocks, out)),
            Block::Quote(inner, _) => gather(inner, out),
            Block::Code(..) | Block::Rule(_) => {}
        }
    }
}

fn take(inlines: &[Inline], out: &mut Vec<(Span, String)>) {
    for it in leaves(inlines) {
        if let Inline::Image { alt, span, .. } = it {
            out.push((*span, alt.clone()));
        }
    }
}
