use crate::failure::kept::Form;
use serde::{Deserialize, Serialize};

/// What was typed, kept when it is refused.
pub const FORM: Form = Form { cookie: "sign_up", page: "/sign-up" };

/// Never the password.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Typed {
    pub role: String,
    pub name: String,
    pub email: String,
    pub phone: String,
}
