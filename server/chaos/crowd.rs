//! So many orders at once, until there are enough.

use super::{Failure, caller::Caller, journal::Journal, options::Options, story::Story, tally::Tally, town::Town};
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::Semaphore,
    task::{JoinHandle, JoinSet},
    time::timeout,
};

pub struct Crowd {
    stories: JoinHandle<JoinSet<()>>,
}

impl Crowd {
    pub fn gather(
        options: &Options,
        seed: u64,
        caller: &Caller,
        town: &Arc<Town>,
        journal: &Journal,
        tally: &Arc<Tally>,
    ) -> Crowd {
        let (orders, room) = (options.orders, Arc::new(Semaphore::new(options.at_once)));
        let (caller, town, journal, tally) = (caller.clone(), town.clone(), journal.clone(), tally.clone());
        let stories = tokio::spawn(async move {
            let mut stories = JoinSet::new();
            for number in 0_u64.. {
                let Ok(turn) = room.clone().acquire_owned().await else { break };
                if tally.orders() >= orders {
                    break;
                }
                let story = Story::new(number, seed, caller.clone(), town.clone(), journal.clone(), tally.clone());
                stories.spawn(story.live(turn));
                while stories.try_join_next().is_some() {}
            }
            stories
        });
        Crowd { stories }
    }

    /// Nobody begins anything new, and everybody sees their order to its end.
    pub async fn go_home(self, patience: Duration) -> Result<(), Failure> {
        let all = async {
            let mut stories = self.stories.await?;
            while let Some(ended) = stories.join_next().await {
                ended?;
            }
            Ok::<_, Failure>(())
        };
        timeout(patience, all).await.map_err(|_| "some orders did not come to an end in time")?
    }
}
