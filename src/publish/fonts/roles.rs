//! Roles: what a face is for (宋 黑 楷 仿宋 小标宋), which families may serve it, and which one does.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::publish::fonts::Fonts;
use crate::publish::fonts::table::RoleEntry;
use crate::say;

/// Where a face comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The project's own `fonts/`.
    Own,
    /// Part of the binary.
    Bundled,
    /// The fonts of the system.
    System,
}

/// A family that serves a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its name, as its faces spell it.
    pub family: String,
    /// Where it comes from.
    pub origin: Origin,
}

/// A role with what was found for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Its name in code: `fangsong`.
    pub name: String,
    /// In Chinese: 仿宋.
    pub zh: String,
    /// In English.
    pub en: String,
    /// The families that were looked for, in order.
    pub families: Vec<String>,
    /// The one that serves: of these families, else the substitute's.
    pub found: Option<Found>,
    /// The role whose family stands in, where none of these families is at hand.
    pub substitute: Option<String>,
}

/// Returns the roles with the first of their families that `find` knows; a role without one takes its substitute's.
pub fn resolve(table: &BTreeMap<String, RoleEntry>, find: impl Fn(&str) -> Option<Found>) -> BTreeMap<String, Role> {
    let own = |it: &RoleEntry| it.families.iter().find_map(|family| find(family));
    let mut out = BTreeMap::new();
    for (name, entry) in table {
        let mut role = Role {
            name: name.clone(),
            zh: entry.zh.clone().unwrap_or_else(|| name.clone()),
            en: entry.en.clone().unwrap_or_else(|| name.clone()),
            families: entry.families.clone(),
            found: own(entry),
            substitute: None,
        };
        if let (None, Some(other)) = (&role.found, &entry.substitute) {
            role.found = table.get(other).and_then(own);
            role.substitute = role.found.is_some().then(|| other.clone());
        }
        out.insert(name.clone(), role);
    }
    out
}

impl Fonts {
    /// Returns the roles by name.
    pub fn roles(&self) -> impl Iterator<Item = &Role> {
        self.roles.values()
    }

    /// Returns a role.
    pub fn role(&self, name: &str) -> Option<&Role> {
        self.roles.get(name)
    }

    /// Returns the family that serves a role.
    ///
    /// # Errors
    /// When none of the role's families is at hand: with the families that were looked for, and what to install.
    pub fn family(&self, name: &str) -> Result<&str> {
        let Some(role) = self.roles.get(name) else {
            return Err(Error::new(say!(zh: "没有叫 {name} 的字体角色", en: "there is no role `{name}` of faces"))
                .hint(say!(zh: "在 fonts/fonts.toml 里写 [role.{name}] 和它的 families。", en: "write [role.{name}] with its families into fonts/fonts.toml.")));
        };
        role.found.as_ref().map(|it| it.family.as_str()).ok_or_else(|| missing(role))
    }
}

/// Returns the error for a role that nothing serves.
pub fn missing(role: &Role) -> Error {
    let Role { name, zh, .. } = role;
    let (chain_zh, chain_en) = (role.families.join("、"), role.families.join(", "));
    Error::new(say!(zh: "没有可用的{zh}字体（角色 {name}）；找过：{chain_zh}", en: "no font serves the role {name} ({zh}); looked for: {chain_en}"))
        .hint(say!(zh: "装上其中一种，放进项目的 fonts/；字体名不同的，写进 fonts/fonts.toml 的 [role.{name}]。已装在系统里的，加 --system-fonts。", en: "put one of them into the project's fonts/, and a family of another name under [role.{name}] in fonts/fonts.toml; for one that the system has, give --system-fonts."))
}
