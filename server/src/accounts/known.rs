use super::TokenHash;
use domain::{Account, Timestamp};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Sessions looked up before, so that not every request has to ask the database. Only for a database that no other process writes to:
/// else a session that was ended elsewhere would live on here.
#[derive(Default)]
pub struct KnownSessions(Mutex<Known>);

#[derive(Default)]
struct Known {
    sessions: HashMap<TokenHash, (Account, Timestamp)>,
    /// Counts sessions that ended, so that what was read before an end is not kept after it.
    edition: u64,
}

const KEPT: usize = 50_000;

impl KnownSessions {
    pub fn get(&self, token: &TokenHash, now: Timestamp) -> Option<Account> {
        let known = self.lock();
        known.sessions.get(token).filter(|(_, expires_at)| now < *expires_at).map(|(account, _)| account.clone())
    }

    /// To be asked before a session is read; see [`KnownSessions::keep`].
    pub fn edition(&self) -> u64 {
        self.lock().edition
    }

    /// Keeps a session, unless any has ended since it was read.
    pub fn keep(&self, edition: u64, token: TokenHash, account: Account, expires_at: Timestamp) {
        let mut known = self.lock();
        if known.edition != edition {
            return;
        }
        if known.sessions.len() >= KEPT {
            known.sessions.clear();
        }
        known.sessions.insert(token, (account, expires_at));
    }

    pub fn forget(&self, token: &TokenHash) {
        let mut known = self.lock();
        known.sessions.remove(token);
        known.edition += 1;
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{AccountId, Role};
    use uuid::Uuid;

    #[test]
    fn a_session_that_ended_while_it_was_read_is_not_kept() {
        let known = KnownSessions::default();
        let account = Account { id: AccountId(Uuid::nil()), role: Role::Rider, name: "정우".to_owned().try_into().unwrap() };
        let (token, end) = (TokenHash::of("token"), Timestamp::from_micros(10));
        let read = known.edition();
        known.forget(&token);
        known.keep(read, token.clone(), account.clone(), end);
        assert_eq!(known.get(&token, Timestamp::from_micros(0)), None);
        known.keep(known.edition(), token.clone(), account.clone(), end);
        assert_eq!(known.get(&token, Timestamp::from_micros(9)), Some(account));
        assert_eq!(known.get(&token, end), None, "it has run out");
    }
}
