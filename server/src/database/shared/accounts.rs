//! Accounts and their sessions.

use super::{ALONE, Pools, housekeeping::SWEPT_AT_ONCE};
use crate::{
    accounts::{GuessLimit, KnownSessions, Passwords, SESSION_SECONDS, Token, TokenHash},
    clock::Clock,
    surprise::OrInternal,
};
use async_trait::async_trait;
use domain::{
    Account, AccountId, Refusal, Role, Timestamp,
    account::{Email, Phone},
    ports::{Accounts, Answer, NewAccount},
    text::Name,
    views::{AccountView, Me, SignedIn},
};
use sqlx::FromRow;
use uuid::Uuid;

pub struct SqlAccounts {
    pools: Pools,
    clock: Clock,
    passwords: Passwords,
    guesses: GuessLimit,
    known: KnownSessions,
}

impl SqlAccounts {
    /// `failed_sign_ins_per_minute` for one account and from one network address.
    pub fn new(pools: Pools, clock: Clock, failed_sign_ins_per_minute: u32) -> SqlAccounts {
        SqlAccounts {
            pools,
            clock,
            passwords: Passwords::default(),
            guesses: GuessLimit::new(failed_sign_ins_per_minute),
            known: KnownSessions::default(),
        }
    }

    /// For many accounts of one password (the demo's), which then is hashed once.
    pub fn passwords(&self) -> &Passwords {
        &self.passwords
    }

    /// An account of any role, operators included. [`Refusal::EmailTaken`] when the email address, or the id, has one.
    pub async fn create(&self, id: AccountId, new: &NewAccount, password_hash: &str) -> Answer<()> {
        let mut tx = self.pools.write().await.or_internal("creating an account")?;
        let made = sqlx::query(
            "INSERT INTO account (id, email, password_hash, name, phone, role, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
             ON CONFLICT DO NOTHING",
        )
        .bind(id.0)
        .bind(new.email.as_str())
        .bind(password_hash)
        .bind(new.name.as_str())
        .bind(new.phone.as_str())
        .bind(new.role.as_str())
        .bind(self.clock.now().micros())
        .execute(tx.db())
        .await
        .or_internal("creating an account")?;
        tx.commit().await.or_internal("creating an account")?;
        if made.rows_affected() == 1 { Ok(()) } else { Err(Refusal::EmailTaken) }
    }

    /// The very same request made this account already: whoever sends it again knows all of it, the password too.
    async fn signed_up_before(&self, id: AccountId, new: &NewAccount, from: &str) -> Answer<()> {
        let known: Option<SignedUp> = sqlx::query_as("SELECT email, name, phone, role, password_hash FROM account WHERE id = $1")
            .bind(id.0)
            .fetch_optional(self.pools.read())
            .await
            .or_internal("looking up an account")?;
        let Some(known) = known else { return Err(Refusal::EmailTaken) };
        let wanted = [new.email.as_str(), new.name.as_str(), new.phone.as_str(), new.role.as_str()];
        if [&known.email, &known.name, &known.phone, &known.role].map(String::as_str) != wanted {
            return Err(Refusal::IdempotencyKeyReused);
        }
        // Nobody guesses here what they may not guess at the door.
        let right = self.is_right(&new.email, new.password.expose(), Some(known.password_hash), from).await?;
        if right { Ok(()) } else { Err(Refusal::IdempotencyKeyReused) }
    }

    /// Whether it is the password of this hash. A wrong one counts as a guess, and there are only so many of them.
    async fn is_right(&self, email: &Email, password: &str, hash: Option<String>, from: &str) -> Answer<bool> {
        let turn = self.passwords.turn().await?;
        // Now that it is this one's turn: else a burst would all get in on the same count.
        self.guesses.check(email, from, self.clock.now())?;
        let right = turn.verify(password, hash).await?;
        if !right {
            self.guesses.failed(email, from, self.clock.now());
        }
        Ok(right)
    }

    /// Forgets some of the sessions that have ended; true: there may be more.
    pub async fn sweep(&self) -> Answer<bool> {
        let mut tx = self.pools.write().await.or_internal("sweeping sessions")?;
        let ended = "DELETE FROM session WHERE token_hash IN (SELECT token_hash FROM session WHERE expires_at <= $1 LIMIT $2)";
        let swept = sqlx::query(ended).bind(self.clock.now().micros()).bind(SWEPT_AT_ONCE).execute(tx.db()).await;
        let swept = swept.or_internal("sweeping sessions")?.rows_affected();
        tx.commit().await.or_internal("sweeping sessions")?;
        Ok(swept >= SWEPT_AT_ONCE as u64)
    }

    async fn open_session(&self, account: AccountId) -> Answer<String> {
        let token = Token::random();
        let now = self.clock.now();
        let mut tx = self.pools.write().await.or_internal("opening a session")?;
        sqlx::query("INSERT INTO session (token_hash, account_id, created_at, expires_at) VALUES ($1, $2, $3, $4)")
            .bind(token.hash().as_bytes())
            .bind(account.0)
            .bind(now.micros())
            .bind(now.plus_seconds(SESSION_SECONDS).micros())
            .execute(tx.db())
            .await
            .or_internal("opening a session")?;
        tx.commit().await.or_internal("opening a session")?;
        Ok(token.reveal())
    }
}

#[async_trait]
impl Accounts for SqlAccounts {
    async fn sign_up(&self, id: AccountId, new: NewAccount, from: &str) -> Answer<AccountView> {
        if new.role == Role::Operator {
            return Err(Refusal::invalid("/role", "must be customer, owner or rider"));
        }
        let hash = self.passwords.turn().await?.hash(&new.password).await?;
        match self.create(id, &new, &hash).await {
            Err(Refusal::EmailTaken) => self.signed_up_before(id, &new, from).await?,
            created => created?,
        }
        Ok(AccountView { id, role: new.role })
    }

    async fn sign_in(&self, email: &Email, password: &str, from: &str) -> Answer<SignedIn> {
        self.guesses.check(email, from, self.clock.now())?;
        let known: Option<Known> = sqlx::query_as("SELECT id, role, name, password_hash FROM account WHERE email = $1")
            .bind(email.as_str())
            .fetch_optional(self.pools.read())
            .await
            .or_internal("looking up an account")?;
        let hash = known.as_ref().map(|known| known.password_hash.clone());
        let right = self.is_right(email, password, hash, from).await?;
        let known = known.filter(|_| right).ok_or(Refusal::WrongCredentials)?;
        let account = known.account.read()?;
        Ok(SignedIn { token: self.open_session(account.id).await?, account })
    }

    async fn sign_out(&self, token: &str) -> Answer<()> {
        let hash = TokenHash::of(token);
        let mut tx = self.pools.write().await.or_internal("ending a session")?;
        sqlx::query("DELETE FROM session WHERE token_hash = $1")
            .bind(hash.as_bytes())
            .execute(tx.db())
            .await
            .or_internal("ending a session")?;
        tx.commit().await.or_internal("ending a session")?;
        self.known.forget(&hash);
        Ok(())
    }

    async fn who(&self, token: &str) -> Answer<Option<Account>> {
        let (hash, now) = (TokenHash::of(token), self.clock.now());
        if let Some(account) = self.known.get(&hash, now).filter(|_| ALONE) {
            return Ok(Some(account));
        }
        let edition = self.known.edition();
        let row: Option<Session> = sqlx::query_as(
            "SELECT a.id, a.role, a.name, s.expires_at FROM session s JOIN account a ON a.id = s.account_id \
             WHERE s.token_hash = $1 AND s.expires_at > $2",
        )
        .bind(hash.as_bytes())
        .bind(now.micros())
        .fetch_optional(self.pools.read())
        .await
        .or_internal("looking up a session")?;
        let Some(session) = row else { return Ok(None) };
        let account = session.account.read()?;
        if ALONE {
            self.known.keep(edition, hash, account.clone(), Timestamp::from_micros(session.expires_at));
        }
        Ok(Some(account))
    }

    async fn me(&self, actor: &Account) -> Answer<Me> {
        let (email, phone): (String, String) = sqlx::query_as("SELECT email, phone FROM account WHERE id = $1")
            .bind(actor.id.0)
            .fetch_one(self.pools.read())
            .await
            .or_internal("reading an account")?;
        Ok(Me {
            id: actor.id,
            role: actor.role,
            name: actor.name.clone(),
            email: Email::try_from(email).or_internal("reading an account")?,
            phone: Phone::try_from(phone).or_internal("reading an account")?,
        })
    }
}

#[derive(FromRow)]
struct Known {
    #[sqlx(flatten)]
    account: AccountRow,
    password_hash: String,
}

#[derive(FromRow)]
struct SignedUp {
    email: String,
    name: String,
    phone: String,
    role: String,
    password_hash: String,
}

#[derive(FromRow)]
struct Session {
    #[sqlx(flatten)]
    account: AccountRow,
    expires_at: i64,
}

#[derive(FromRow)]
struct AccountRow {
    id: Uuid,
    role: String,
    name: String,
}

impl AccountRow {
    fn read(self) -> Answer<Account> {
        Ok(Account {
            id: AccountId(self.id),
            role: Role::parse(&self.role).ok_or("an unknown role").or_internal("reading an account")?,
            name: Name::try_from(self.name).or_internal("reading an account")?,
        })
    }
}
