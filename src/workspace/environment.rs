//! What the environment may say about an edition: its date, by the custom of reproducible builds.

use std::env;

use crate::error::{Error, Result};
use crate::say;

/// Returns the seconds since 1970 that `SOURCE_DATE_EPOCH` names, or nothing where it is not set.
pub fn source_date() -> Result<Option<u64>> {
    match env::var("SOURCE_DATE_EPOCH") {
        Ok(value) => parse(&value).map(Some),
        Err(env::VarError::NotPresent) => Ok(None),
        Err(env::VarError::NotUnicode(value)) => parse(&value.to_string_lossy()).map(Some),
    }
}

/// Dates end with the year 9999: no file format that we write knows a later one.
fn parse(value: &str) -> Result<u64> {
    const LAST: u64 = 253_402_300_799;
    value.trim().parse().ok().filter(|it| *it <= LAST).ok_or_else(|| {
        Error::new(say!(zh: "环境变量 SOURCE_DATE_EPOCH 的值「{value}」不是秒数", en: "SOURCE_DATE_EPOCH is `{value}`, which is no count of seconds"))
            .hint(say!(zh: "写 1970 年以来的秒数，例如 SOURCE_DATE_EPOCH=1700000000，或者不设它。", en: "write the seconds since 1970, as SOURCE_DATE_EPOCH=1700000000, or leave it out."))
    })
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn seconds_only() {
        assert_eq!(parse("0"), Ok(0));
        assert_eq!(parse(" 1700000000\n"), Ok(1_700_000_000));
        for wrong in ["", "-1", "2015-05-28", "1e9", "99999999999999"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
