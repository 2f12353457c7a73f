//! The levels of headings: divisions stand by their kinds, other headings where those stand that look like them.

use crate::import::block::{Block, Role};
use crate::model::UnitKind;

/// How the divisions of a kind look, and where they stand.
struct Peer {
    place: usize,
    level: Option<u8>,
    size: Option<f32>,
    centred: Option<bool>,
}

impl Peer {
    fn is_like(&self, block: &Block) -> bool {
        match (self.level, block.level) {
            (Some(own), Some(other)) => own == other,
            (None, None) => {
                let size = self.size.zip(block.size).is_some_and(|(own, other)| (own - other).abs() < 0.04);
                size && self.centred == block.centred
            }
            _ => false,
        }
    }
}

/// Returns the level of a division among the kinds that a document has.
pub fn levels(blocks: &[Block]) -> impl Fn(&Block) -> u8 {
    let has = |kind: UnitKind| blocks.iter().any(|it| it.role == Role::Division(kind));
    let order = [UnitKind::Part, UnitKind::Subpart, UnitKind::Chapter, UnitKind::Section];
    let present: Vec<UnitKind> = order.into_iter().filter(|it| has(*it)).collect();
    let told: Vec<u8> = {
        let mut told: Vec<u8> = blocks.iter().filter(|it| it.role == Role::Heading).filter_map(|it| it.level).collect();
        told.sort_unstable();
        told.dedup();
        told
    };
    let peers: Vec<Peer> = present
        .iter()
        .enumerate()
        .filter_map(|(place, kind)| {
            let first = blocks.iter().find(|it| it.role == Role::Division(*kind))?;
            Some(Peer { place, level: first.level, size: first.size, centred: first.centred })
        })
        .collect();
    move |block| {
        let place = match block.role {
            Role::Division(UnitKind::Annex) => 0,
            Role::Division(kind) => present.iter().position(|it| *it == kind).unwrap_or(0),
            // What looks as the divisions of a kind do stands where they stand.
            _ => match peers.iter().find(|it| it.is_like(block)) {
                Some(peer) => peer.place,
                None => match block.level {
                    Some(level) => told.iter().position(|it| *it == level).unwrap_or(0),
                    None => present.len(),
                },
            },
        };
        u8::try_from(place + 2).unwrap_or(6).min(6)
    }
}
