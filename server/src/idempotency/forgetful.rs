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
    oldest_first: VecDeque<Owned>,
}

const KEPT: usize = 4_096;

#[async_trait]
impl SavedAnswers for ForgetfulAnswers {
    async fn find(&self, owned: &Owned) -> Answer<Option<SavedAnswer>> {
        let memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(memory.answers.get(owned).cloned())
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
        }
        memory.oldest_first.push_back(owned.clone());
        memory.answers.insert(owned, answer);
        Ok(())
    }
}
