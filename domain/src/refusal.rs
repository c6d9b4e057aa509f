//! Refusals are values: a stable code for machines and a sentence for people. Surprises (database, network) are logged where they
//! happen and become [`Refusal::Internal`].

use crate::{ids::OrderId, order::Status, time::Timestamp};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
#[error("{}", self.code())]
pub enum Refusal {
    Unauthenticated,
    WrongCredentials,
    Forbidden,
    /// It does not exist, or not for you.
    NotFound,
    /// There is something here, but not for this method.
    MethodNotAllowed,
    Malformed(String),
    Invalid(Vec<Problem>),
    UnsupportedMediaType,
    TooLarge,
    /// The order has gone on, or its kind of store has no such step.
    WrongStatus(Status),
    /// Another rider was faster.
    AlreadyClaimed,
    EmailTaken,
    CannotOrder(Vec<Problem>),
    PaymentDeclined {
        order_id: OrderId,
        reason: String,
    },
    PaymentBusy {
        order_id: OrderId,
        hold_until: Timestamp,
        retry_after: u32,
    },
    IdempotencyKeyReused,
    TooManyRequests {
        retry_after: u32,
    },
    /// More work waits than can be done in time; `retry_after` in seconds.
    Overloaded {
        retry_after: u32,
    },
    Internal,
}

/// What is wrong with one field or line of a request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// RFC 6901, into the request body.
    pub pointer: String,
    pub code: ProblemCode,
    pub detail: String,
    /// The name of the item or store it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ProblemCode {
    SoldOut,
    OutOfStock,
    PriceChanged,
    UnknownItem,
    BadChoice,
    StoreClosed,
    BelowMinimum,
    OutOfArea,
    Invalid,
    Required,
}

impl Problem {
    pub fn new(pointer: impl Into<String>, code: ProblemCode, detail: impl Into<String>) -> Problem {
        Problem { pointer: pointer.into(), code, detail: detail.into(), subject: None }
    }

    pub fn about(self, subject: impl ToString) -> Problem {
        Problem { subject: Some(subject.to_string()), ..self }
    }

    /// For a customer who reads Korean.
    pub fn ko(&self) -> String {
        let subject = self.subject.as_deref().unwrap_or("이 메뉴");
        match self.code {
            ProblemCode::SoldOut => format!("{subject}: 지금은 품절이에요."),
            ProblemCode::OutOfStock => format!("{subject}: 남은 수량이 모자라요. 수량을 줄여 주세요."),
            ProblemCode::PriceChanged => format!("{subject}: 가격이 바뀌었어요. 새 가격을 확인해 주세요."),
            ProblemCode::UnknownItem => "더 이상 팔지 않는 메뉴가 있어요. 장바구니에서 빼 주세요.".to_owned(),
            ProblemCode::BadChoice => format!("{subject}: 옵션을 다시 골라 주세요."),
            ProblemCode::StoreClosed => "지금은 가게가 주문을 받지 않아요.".to_owned(),
            ProblemCode::BelowMinimum => "최소 주문 금액을 조금 더 채워 주세요.".to_owned(),
            ProblemCode::OutOfArea => "이 주소로는 배달하지 않는 가게예요.".to_owned(),
            ProblemCode::Required => "꼭 필요한 칸이 비어 있어요.".to_owned(),
            ProblemCode::Invalid => "입력한 내용을 다시 확인해 주세요.".to_owned(),
        }
    }
}

impl Refusal {
    /// One wrong field.
    pub fn invalid(pointer: &str, detail: impl ToString) -> Refusal {
        Refusal::Invalid(vec![Problem::new(pointer, ProblemCode::Invalid, detail.to_string())])
    }

    /// The stable, machine-readable code of API.md.
    pub const fn code(&self) -> &'static str {
        match self {
            Refusal::Unauthenticated => "unauthenticated",
            Refusal::WrongCredentials => "wrong_credentials",
            Refusal::Forbidden => "forbidden",
            Refusal::NotFound => "not_found",
            Refusal::MethodNotAllowed => "method_not_allowed",
            Refusal::Malformed(_) => "malformed",
            Refusal::Invalid(_) => "invalid",
            Refusal::UnsupportedMediaType => "unsupported_media_type",
            Refusal::TooLarge => "too_large",
            Refusal::WrongStatus(_) => "wrong_status",
            Refusal::AlreadyClaimed => "already_claimed",
            Refusal::EmailTaken => "email_taken",
            Refusal::CannotOrder(_) => "cannot_order",
            Refusal::PaymentDeclined { .. } => "payment_declined",
            Refusal::PaymentBusy { .. } => "payment_busy",
            Refusal::IdempotencyKeyReused => "idempotency_key_reused",
            Refusal::TooManyRequests { .. } => "too_many_requests",
            Refusal::Overloaded { .. } => "overloaded",
            Refusal::Internal => "internal",
        }
    }

    /// The HTTP status it travels with.
    pub const fn http_status(&self) -> u16 {
        match self {
            Refusal::Malformed(_) => 400,
            Refusal::Unauthenticated | Refusal::WrongCredentials => 401,
            Refusal::PaymentDeclined { .. } => 402,
            Refusal::Forbidden => 403,
            Refusal::NotFound => 404,
            Refusal::MethodNotAllowed => 405,
            Refusal::WrongStatus(_) | Refusal::AlreadyClaimed | Refusal::EmailTaken | Refusal::CannotOrder(_) => 409,
            Refusal::TooLarge => 413,
            Refusal::UnsupportedMediaType => 415,
            Refusal::Invalid(_) | Refusal::IdempotencyKeyReused => 422,
            Refusal::TooManyRequests { .. } => 429,
            Refusal::Internal => 500,
            Refusal::PaymentBusy { .. } | Refusal::Overloaded { .. } => 503,
        }
    }

    /// Seconds until it makes sense to try again.
    pub const fn retry_after(&self) -> Option<u32> {
        match self {
            Refusal::PaymentBusy { retry_after, .. }
            | Refusal::TooManyRequests { retry_after }
            | Refusal::Overloaded { retry_after } => Some(*retry_after),
            _ => None,
        }
    }

    /// What is wrong, field by field or line by line.
    pub fn problems(&self) -> &[Problem] {
        match self {
            Refusal::Invalid(problems) | Refusal::CannotOrder(problems) => problems,
            _ => &[],
        }
    }

    /// For a person who reads Korean: what happened and what to do.
    pub fn ko(&self) -> String {
        match self {
            Refusal::Unauthenticated => "먼저 로그인해 주세요.".to_owned(),
            Refusal::WrongCredentials => "이메일이나 비밀번호가 맞지 않아요.".to_owned(),
            Refusal::Forbidden => "이 계정으로는 할 수 없는 일이에요.".to_owned(),
            Refusal::NotFound | Refusal::MethodNotAllowed => "찾으시는 것이 없어요.".to_owned(),
            Refusal::Malformed(_) => "요청을 읽지 못했어요. 다시 시도해 주세요.".to_owned(),
            Refusal::Invalid(problems) | Refusal::CannotOrder(problems) => {
                problems.iter().map(Problem::ko).collect::<Vec<_>>().join(" ")
            }
            Refusal::UnsupportedMediaType => "이 형식은 받을 수 없어요. JPEG, PNG, WebP 사진을 올려 주세요.".to_owned(),
            Refusal::TooLarge => "파일이 너무 커요. 8MB까지 올릴 수 있어요.".to_owned(),
            Refusal::WrongStatus(status) => format!("주문이 이미 다음 단계로 넘어갔어요. 지금은 ‘{}’ 상태예요.", status.ko()),
            Refusal::AlreadyClaimed => "다른 라이더가 먼저 잡았어요.".to_owned(),
            Refusal::EmailTaken => "이미 가입한 이메일이에요. 로그인해 주세요.".to_owned(),
            Refusal::PaymentDeclined { .. } => {
                "카드가 승인되지 않았어요. 돈은 나가지 않았어요. 다른 카드로 다시 시도해 주세요.".to_owned()
            }
            Refusal::PaymentBusy { .. } => {
                "결제가 잠시 밀려 있어요. 담은 메뉴는 그대로 있으니 조금 뒤에 다시 결제해 주세요.".to_owned()
            }
            Refusal::IdempotencyKeyReused => {
                "이미 접수됐어요. 그 뒤에 바꾼 내용은 들어가지 않았으니, 화면을 새로 열어 확인해 주세요.".to_owned()
            }
            Refusal::TooManyRequests { retry_after } => format!("시도가 너무 많았어요. {retry_after}초 뒤에 다시 해 주세요."),
            Refusal::Overloaded { .. } => "지금 주문이 몰리고 있어요. 잠시 뒤에 다시 시도해 주세요.".to_owned(),
            Refusal::Internal => "저희 쪽에 문제가 생겼어요. 잠시 뒤에 다시 시도해 주세요.".to_owned(),
        }
    }

    /// For a person who reads English; also the `detail` of a problem+json answer.
    pub fn en(&self) -> String {
        match self {
            Refusal::Unauthenticated => "Please sign in first.".to_owned(),
            Refusal::WrongCredentials => "The email address or the password is not right.".to_owned(),
            Refusal::Forbidden => "Your kind of account cannot do this.".to_owned(),
            Refusal::NotFound => "There is nothing here for you.".to_owned(),
            Refusal::MethodNotAllowed => "This address does not take this method.".to_owned(),
            Refusal::Malformed(detail) => detail.clone(),
            Refusal::Invalid(problems) | Refusal::CannotOrder(problems) => {
                problems.iter().map(|problem| problem.detail.as_str()).collect::<Vec<_>>().join(" ")
            }
            Refusal::UnsupportedMediaType => "This content type is not taken here.".to_owned(),
            Refusal::TooLarge => "The request is too large: at most 1 MiB, photos 8 MiB.".to_owned(),
            Refusal::WrongStatus(status) => {
                format!("The order is {} now, so this step cannot be made.", status.en().to_lowercase())
            }
            Refusal::AlreadyClaimed => "Another rider was faster.".to_owned(),
            Refusal::EmailTaken => "There is an account with this email address already. Sign in instead.".to_owned(),
            Refusal::PaymentDeclined { reason, .. } => {
                format!("The card was declined ({reason}). Nothing was charged; try another card.")
            }
            Refusal::PaymentBusy { .. } => "Payment is busy. Your order is held; please pay again in a moment.".to_owned(),
            Refusal::IdempotencyKeyReused => {
                "This was received already, and what has changed since is not in it. (An Idempotency-Key stands for one request.)"
                    .to_owned()
            }
            Refusal::TooManyRequests { retry_after } => format!("Too many attempts. Try again in {retry_after} seconds."),
            Refusal::Overloaded { .. } => "Too much is going on right now. Please try again in a moment.".to_owned(),
            Refusal::Internal => "Something went wrong on our side. Please try again in a moment.".to_owned(),
        }
    }
}
