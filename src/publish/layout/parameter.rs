//! The value of a layout's parameter: judged against its type, and written as Typst code.

use crate::message::Message;
use crate::publish::layout::manifest::{Kind, Paper, Parameter};
use crate::say;

/// The value of a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// One of the names that the layout lists.
    Choice(String),
    /// Yes or no.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A length as written, with its unit.
    Length(String),
    /// Words; nothing where none are given.
    Text(Option<String>),
    /// A list of words.
    Texts(Vec<String>),
}

/// Returns the value that is written, or what is wrong with it.
pub fn value(parameter: &Parameter, written: &[String]) -> Result<Value, Message> {
    let several = written.len() > 1 && parameter.kind != Kind::Texts;
    if several {
        return Err(say!(zh: "只能写一个值", en: "it takes one value"));
    }
    let one = written.first().map_or("", String::as_str);
    match parameter.kind {
        Kind::Choice if parameter.values.iter().any(|it| it == one) => Ok(Value::Choice(one.to_owned())),
        Kind::Choice => {
            let list = parameter.values.join(", ");
            Err(say!(zh: "可以写：{list}", en: "it may be: {list}"))
        }
        Kind::Boolean => match one {
            "true" | "yes" | "是" => Ok(Value::Boolean(true)),
            "false" | "no" | "否" => Ok(Value::Boolean(false)),
            _ => Err(say!(zh: "写 true（是）或 false（否）", en: "it is true or false")),
        },
        Kind::Integer => {
            let (min, max) = (parameter.min.unwrap_or(0), parameter.max.unwrap_or(i64::from(u16::MAX)));
            match one.parse::<i64>() {
                Ok(it) if (min..=max).contains(&it) => Ok(Value::Integer(it)),
                _ => Err(say!(zh: "写 {min} 到 {max} 的整数", en: "it is a whole number from {min} to {max}")),
            }
        }
        Kind::Length => match Paper::length(one) {
            Some(it) if it.is_finite() => Ok(Value::Length(one.to_owned())),
            _ => Err(
                say!(zh: "写长度和单位，如 12mm、10.5pt", en: "it is a length with its unit, such as 12mm or 10.5pt"),
            ),
        },
        Kind::Text => Ok(Value::Text(Some(one.to_owned()).filter(|it| !it.is_empty()))),
        Kind::Texts => Ok(Value::Texts(written.iter().filter(|it| !it.is_empty()).cloned().collect())),
    }
}

impl Value {
    /// Returns the name of a choice.
    pub fn choice(&self) -> Option<&str> {
        if let Value::Choice(it) = self { Some(it) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameter(kind: Kind) -> Parameter {
        let values = vec!["A5".to_owned(), "A4".to_owned()];
        let (zh, en) = (String::new(), String::new());
        Parameter { kind, values, default: String::new(), min: Some(1), max: Some(9), zh, en }
    }

    fn judged(kind: Kind, written: &[&str]) -> Result<Value, String> {
        let written: Vec<String> = written.iter().map(|it| (*it).to_owned()).collect();
        value(&parameter(kind), &written).map_err(|it| it.en)
    }

    #[test]
    fn values_of_every_type() {
        assert_eq!(judged(Kind::Choice, &["A4"]), Ok(Value::Choice("A4".into())));
        assert_eq!(judged(Kind::Boolean, &["否"]), Ok(Value::Boolean(false)));
        assert_eq!(judged(Kind::Integer, &["9"]), Ok(Value::Integer(9)));
        assert_eq!(judged(Kind::Length, &["1.5cm"]), Ok(Value::Length("1.5cm".into())));
        assert_eq!(judged(Kind::Text, &[]), Ok(Value::Text(None)));
        assert_eq!(judged(Kind::Texts, &["甲", "乙"]), Ok(Value::Texts(vec!["甲".into(), "乙".into()])));
    }

    #[test]
    fn values_of_the_wrong_type_are_told() {
        assert_eq!(judged(Kind::Choice, &["A3"]), Err("it may be: A5, A4".into()));
        assert_eq!(judged(Kind::Boolean, &["maybe"]), Err("it is true or false".into()));
        assert_eq!(judged(Kind::Integer, &["10"]), Err("it is a whole number from 1 to 9".into()));
        assert_eq!(judged(Kind::Integer, &["3.5"]), Err("it is a whole number from 1 to 9".into()));
        assert_eq!(judged(Kind::Length, &["12"]), Err("it is a length with its unit, such as 12mm or 10.5pt".into()));
        assert_eq!(judged(Kind::Text, &["甲", "乙"]), Err("it takes one value".into()));
    }
}
