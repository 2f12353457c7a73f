//! Each kind of apparatus, rebuilt from the source by its own rule.

pub mod article_head;
pub mod close;
pub mod colophon;
pub mod contents;
pub mod cover;
pub mod folio;
pub mod gongwen;
pub mod labels;
pub mod list_marks;
pub mod note_signs;
pub mod page_marks;
pub mod running_head;
pub mod slug;
pub mod table_heads;
pub mod title_page;
