//! The answers that are not a payment: `{ "code", "message" }`.

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use serde::{Deserialize, Serialize};

/// Codes, statuses and messages are the gateway's own (<https://docs.tosspayments.com/reference/error-codes>).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Refusal {
    RejectCardPayment,
    RejectCardCompany,
    InvalidBillKeyRequest,
    DuplicatedOrderId,
    InvalidOrderId,
    InvalidRequest,
    InvalidIdempotencyKey,
    IncorrectBasicAuthFormat,
    UnauthorizedKey,
    AlreadyCanceledPayment,
    NotCancelableAmount,
    NotFoundPayment,
    NotFound,
    FailedInternalSystemProcessing,
}

#[derive(Serialize)]
struct Body {
    code: Refusal,
    message: &'static str,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status(), Json(Body { code: self, message: self.message() })).into_response()
    }
}

impl Refusal {
    fn status(self) -> StatusCode {
        use Refusal::*;
        match self {
            InvalidBillKeyRequest | DuplicatedOrderId | InvalidOrderId | InvalidRequest => StatusCode::BAD_REQUEST,
            InvalidIdempotencyKey | AlreadyCanceledPayment => StatusCode::BAD_REQUEST,
            UnauthorizedKey => StatusCode::UNAUTHORIZED,
            RejectCardPayment | RejectCardCompany | NotCancelableAmount | IncorrectBasicAuthFormat => StatusCode::FORBIDDEN,
            NotFoundPayment | NotFound => StatusCode::NOT_FOUND,
            FailedInternalSystemProcessing => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn message(self) -> &'static str {
        use Refusal::*;
        match self {
            RejectCardPayment => "한도초과 혹은 잔액부족으로 결제에 실패했습니다.",
            RejectCardCompany => "결제 승인이 거절되었습니다.",
            InvalidBillKeyRequest => "빌링키 인증이 완료되지 않았거나 유효하지 않은 빌링 거래 건입니다.",
            DuplicatedOrderId => "이미 승인 및 취소가 진행된 중복된 주문번호 입니다. 다른 주문번호로 진행해주세요.",
            InvalidOrderId => "`orderId`는 영문 대소문자, 숫자, 특수문자(-, _) 만 허용합니다. 6자 이상 64자 이하여야 합니다.",
            InvalidRequest => "잘못된 요청입니다.",
            InvalidIdempotencyKey => "멱등키는 300자 이하여야 합니다.",
            IncorrectBasicAuthFormat => "잘못된 요청입니다. ':' 를 포함해 인코딩해주세요.",
            UnauthorizedKey => "인증되지 않은 시크릿 키 혹은 클라이언트 키 입니다.",
            AlreadyCanceledPayment => "이미 취소된 결제 입니다.",
            NotCancelableAmount => "취소 할 수 없는 금액 입니다.",
            NotFoundPayment => "존재하지 않는 결제 정보 입니다.",
            NotFound => "존재하지 않는 정보 입니다.",
            FailedInternalSystemProcessing => "내부 시스템 처리 작업이 실패했습니다. 잠시 후 다시 시도해주세요.",
        }
    }
}
