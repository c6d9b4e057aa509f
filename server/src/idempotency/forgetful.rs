use super::{Owned, SavedAnswer, SavedAnswers};
use async_trait::async_trait;
use domain::ports::Answer;
use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, PoisonError},
};

/// Answers to people who sign up or in, in memory only: what they send holds a password, of which a fingerprint on a disk would be a fast
/// hash to guess against, and what they are answered may be a token. After a restart a repeated sign-up finds the account that it made,
/// whose id follows from its key, and a repeated sign-in makes another session.
#[derive(Default)]
pub struct ForgetfulAnswers(Mutex<Memory>);

#[derive(Default)]
struct Memory {
    answers: HashMap<Owned, SavedAnswer>,
    /// How often another body came, which may be a guess.
    missed: HashMap<Owned, u32>,
    oldest_first: VecDeque<Owned>,
}

const KEPT: usize = 4_096;
/// An answer is forgotten after so many other bodies: who guesses a password does so where guesses are counted.
const GUESSES: u32 = 5;

#[async_trait]
impl SavedAnswers for ForgetfulAnswers {
    async fn find(&self, owned: &Owned) -> Answer<Option<SavedAnswer>> {
        let memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(memory.answers.get(owned).cloned())
    }

    fn missed(&self, owned: &Owned) {
        let mut memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !memory.answers.contains_key(owned) {
            return;
        }
        let missed = memory.missed.entry(owned.clone()).or_default();
        *missed += 1;
        if *missed >= GUESSES {
            memory.forget(owned);
        }
    }

    async fn save(&self, owned: Owned, answer: SavedAnswer) -> Answer<()> {
        let mut memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(saved) = memory.answers.get_mut(&owned) {
            if saved.answer.is_none() {
                *saved = answer;
            }
            return Ok(());
        }
        if memory.oldest_first.len() >= KEPT
            && let Some(oldest) = memory.oldest_first.pop_front()
        {
            memory.answers.remove(&oldest);
            memory.missed.remove(&oldest);
        }
        memory.oldest_first.push_back(owned.clone());
        memory.answers.insert(owned, answer);
        Ok(())
    }
}

impl Memory {
    fn forget(&mut self, owned: &Owned) {
        self.answers.remove(owned);
        self.missed.remove(owned);
        self.oldest_first.retain(|kept| kept != owned);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::idempotency::Fingerprint;
    use uuid::Uuid;

    fn owned(key: usize) -> Owned {
        Owned { account: Uuid::nil(), key: key.to_string() }
    }

    fn answer() -> SavedAnswer {
        SavedAnswer { fingerprint: Fingerprint([7; 32]), answer: Some((201, "{}".to_owned())) }
    }

    #[tokio::test]
    async fn an_answer_is_forgotten_after_a_few_guesses() {
        let answers = ForgetfulAnswers::default();
        answers.save(owned(1), answer()).await.unwrap();
        for _ in 1..GUESSES {
            answers.missed(&owned(1));
        }
        assert_eq!(answers.find(&owned(1)).await.unwrap(), Some(answer()));
        answers.missed(&owned(1));
        assert_eq!(answers.find(&owned(1)).await.unwrap(), None);
    }

    #[tokio::test]
    async fn of_many_answers_the_latest_are_kept() {
        let answers = ForgetfulAnswers::default();
        for key in 0..KEPT + 2 {
            answers.save(owned(key), answer()).await.unwrap();
        }
        let mut found = Vec::new();
        for key in [0, 1, 2, KEPT + 1] {
            found.push(answers.find(&owned(key)).await.unwrap().is_some());
        }
        assert_eq!(found, [false, false, true, true]);
    }
}
