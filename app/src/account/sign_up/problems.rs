//! What is wrong with a new account, field by field.

use crate::{failure::Failure, lang::Lang};
use domain::Refusal;

/// The new account, or every field that is wrong.
#[cfg(feature = "ssr")]
pub fn checked(typed: &super::typed::Typed, password: &str) -> Result<domain::ports::NewAccount, Refusal> {
    use domain::{Problem, Role, account::*, refusal::ProblemCode, text::Name};

    let mut problems = Vec::new();
    let mut wrong = |field: &str, why: String| problems.push(Problem::new(format!("/{field}"), ProblemCode::Invalid, why));
    let role = Role::parse(&typed.role).filter(|role| *role != Role::Operator);
    if role.is_none() {
        wrong("role", "must be customer, owner or rider".to_owned());
    }
    let name = Name::try_from(typed.name.clone()).map_err(|why| wrong("name", why.to_string()));
    let email = Email::try_from(typed.email.clone()).map_err(|why| wrong("email", why.to_string()));
    let phone = Phone::try_from(typed.phone.clone()).map_err(|why| wrong("phone", why.to_string()));
    let password = Password::try_from(password.to_owned()).map_err(|why| wrong("password", why.to_string()));
    match (role, name, email, phone, password) {
        (Some(role), Ok(name), Ok(email), Ok(phone), Ok(password)) => {
            Ok(domain::ports::NewAccount { email, password, name, phone, role })
        }
        _ => Err(Refusal::Invalid(problems)),
    }
}

/// The sentence that stands at this field.
pub fn at_field(failure: &Failure, field: &str, lang: Lang) -> Option<String> {
    if *failure == Failure::Refused(Refusal::EmailTaken) && field == "email" {
        return Some(match lang {
            Lang::Ko => failure.ko(),
            Lang::En => failure.en(),
        });
    }
    let Failure::Refused(Refusal::Invalid(problems)) = failure else { return None };
    problems.iter().find(|problem| problem.pointer.strip_prefix('/') == Some(field))?;
    let (ko, en) = match field {
        "name" => ("이름을 60자까지 적어 주세요.", "Write your name, up to 60 characters."),
        "email" => ("이메일 주소를 다시 확인해 주세요. 예: name@example.com", "Check the address, such as name@example.com."),
        "phone" => ("전화번호를 다시 확인해 주세요. 예: 010-1234-5678", "Check the number, such as 010-1234-5678."),
        "password" => ("비밀번호는 10자 이상이어야 해요.", "A password has at least 10 characters."),
        _ => ("하나를 골라 주세요.", "Choose one."),
    };
    Some(lang.pick(ko, en).to_owned())
}

/// Whether the failure is about no field at all, and so must stand above the button.
pub fn is_general(failure: &Failure) -> bool {
    !matches!(failure, Failure::Refused(Refusal::Invalid(_) | Refusal::EmailTaken))
}
