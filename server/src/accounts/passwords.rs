use crate::surprise::OrInternal;
use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use domain::{Refusal, account::Password, ports::Answer};
use std::sync::Arc;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::spawn_blocking,
};

/// Hashes and verifies passwords with argon2id in OWASP's first configuration (19 MiB, two passes, one lane: the crate's default).
///
/// One of them takes tens of milliseconds of a core, so few run at once and few may wait: a flood of sign-ins must not stop the orders.
#[derive(Clone)]
pub struct Passwords {
    running: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
}

/// The right to compute one hash.
pub struct Turn {
    _running: OwnedSemaphorePermit,
}

const RUNNING: usize = 2;
const WAITING: usize = 128;

/// Costs as much to verify as a real one and fits no password.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

impl Default for Passwords {
    fn default() -> Passwords {
        Passwords { running: Arc::new(Semaphore::new(RUNNING)), waiting: Arc::new(Semaphore::new(WAITING)) }
    }
}

impl Passwords {
    /// Waits for a free place, in order of arrival. Too many waiting: [`Refusal::Overloaded`].
    pub async fn turn(&self) -> Answer<Turn> {
        let _waiting = self.waiting.try_acquire().map_err(|_| Refusal::Overloaded { retry_after: 2 })?;
        let running = self.running.clone().acquire_owned().await.or_internal("waiting to hash a password")?;
        Ok(Turn { _running: running })
    }
}

impl Turn {
    /// As a PHC string with a fresh salt.
    pub async fn hash(self, password: &Password) -> Answer<String> {
        let password = password.clone();
        // The turn moves along: a caller who hangs up must not let another one in while this one computes.
        let work = move || {
            let _turn = self;
            Argon2::default().hash_password(password.expose().as_bytes()).map(|hash| hash.to_string())
        };
        spawn_blocking(work).await.or_internal("hashing a password")?.or_internal("hashing a password")
    }

    /// Without a hash (nobody has that email address) it takes as long and is never right, so time tells nothing.
    pub async fn verify(self, password: &str, hash: Option<String>) -> Answer<bool> {
        let password = password.to_owned();
        let work = move || {
            let _turn = self;
            let known = hash.is_some();
            let hash = PasswordHash::new(hash.as_deref().unwrap_or(NOBODYS))?;
            let right = Argon2::default().verify_password(password.as_bytes(), &hash).is_ok();
            Ok::<_, argon2::password_hash::phc::Error>(known && right)
        };
        spawn_blocking(work).await.or_internal("verifying a password")?.or_internal("verifying a password")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password(text: &str) -> Password {
        Password::try_from(text.to_owned()).unwrap()
    }

    #[tokio::test]
    async fn only_the_right_password_verifies() {
        let passwords = Passwords::default();
        let hash = passwords.turn().await.unwrap().hash(&password("hansang-demo")).await.unwrap();
        let verify = async |typed: &str, hash: Option<String>| passwords.turn().await.unwrap().verify(typed, hash).await.unwrap();
        assert!(verify("hansang-demo", Some(hash.clone())).await);
        assert!(!verify("hansang-Demo", Some(hash)).await);
        assert!(!verify("hansang-demo", None).await);
    }

    #[tokio::test]
    async fn an_unknown_email_costs_as_much_as_a_known_one() {
        let real = Passwords::default().turn().await.unwrap().hash(&password("hansang-demo")).await.unwrap();
        let cost = |hash: &str| hash.split('$').skip(1).take(3).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(cost(&real), cost(NOBODYS));
        assert!(PasswordHash::new(NOBODYS).is_ok());
    }
}
