use crate::{ids::AccountId, text::Name};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What somebody is on the platform; one account has one role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Role {
    Customer,
    Owner,
    Rider,
    Operator,
}

impl Role {
    pub const fn as_str(self) -> &'static str {
        match self {
            Role::Customer => "customer",
            Role::Owner => "owner",
            Role::Rider => "rider",
            Role::Operator => "operator",
        }
    }

    pub fn parse(text: &str) -> Option<Role> {
        [Role::Customer, Role::Owner, Role::Rider, Role::Operator].into_iter().find(|role| role.as_str() == text)
    }
}

/// Who is signed in, as far as the rules need to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    pub id: AccountId,
    pub role: Role,
    pub name: Name,
}

/// Who does something: a signed-in person, or the platform itself (deadlines, payments).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Actor {
    Person(Account),
    System,
}

impl Actor {
    pub fn account(&self) -> Option<&Account> {
        match self {
            Actor::Person(account) => Some(account),
            Actor::System => None,
        }
    }
}

impl From<Account> for Actor {
    fn from(account: Account) -> Actor {
        Actor::Person(account)
    }
}

/// An address that mail could reach: one `@`, a dot after it, at most 254 characters; kept in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Email(String);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unfit(pub &'static str);

impl Email {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Email {
    type Error = Unfit;

    fn try_from(text: String) -> Result<Email, Unfit> {
        let text = text.trim().to_lowercase();
        let valid = text.len() <= 254
            && !text.chars().any(|c| c.is_whitespace() || c.is_control())
            && text.split_once('@').is_some_and(|(name, host)| {
                !name.is_empty() && !host.contains('@') && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
            });
        valid.then_some(Email(text)).ok_or(Unfit("must be an email address such as name@example.com"))
    }
}

impl From<Email> for String {
    fn from(email: Email) -> String {
        email.0
    }
}

/// A password as typed, 10 to 128 characters; never shown, never logged.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Password(String);

impl Password {
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Password {
    type Error = Unfit;

    fn try_from(text: String) -> Result<Password, Unfit> {
        let valid = (10..=128).contains(&text.chars().count());
        valid.then_some(Password(text)).ok_or(Unfit("must have 10 to 128 characters"))
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// A phone number: 8 to 15 digits after E.164, with an optional `+`; spaces and hyphens are dropped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Phone(String);

impl Phone {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Phone {
    type Error = Unfit;

    fn try_from(text: String) -> Result<Phone, Unfit> {
        let text: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        let digits = text.strip_prefix('+').unwrap_or(&text);
        let valid = (8..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        valid.then_some(Phone(text)).ok_or(Unfit("must be a phone number such as 010-1234-5678"))
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> String {
        phone.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emails_are_checked_and_lowered() {
        assert_eq!(Email::try_from(" Kim@Example.com ".to_owned()).unwrap().as_str(), "kim@example.com");
        for wrong in ["", "kim", "@example.com", "kim@", "kim@example", "a b@example.com", "a@b@c.d", "a@.com"] {
            assert!(Email::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn phones_keep_only_digits_and_a_plus() {
        assert_eq!(Phone::try_from("010-1234-5678".to_owned()).unwrap().as_str(), "01012345678");
        assert!(Phone::try_from("119".to_owned()).is_err());
    }

    #[test]
    fn a_password_never_prints() {
        let password = Password::try_from("hansang-demo".to_owned()).unwrap();
        assert_eq!(format!("{password:?}"), "Password(…)");
    }
}
