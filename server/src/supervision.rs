//! What works in the background is watched: when it panics or hangs it is started again, after a pause that grows, and everybody else goes
//! on.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::{Mutex, mpsc},
    task::JoinHandle,
    time::{Instant, sleep},
};

/// A step that takes longer than this hangs. Far longer than any call to the outside, or any transaction, may take.
const HUNG: Duration = Duration::from_secs(60);
/// The pause before the first restart; it doubles with each one that follows soon.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// Whoever has worked this long is well again.
const WELL: Duration = Duration::from_secs(60);

/// Says when a step begins and when there is nothing to do. Who says nothing is never thought to hang.
#[derive(Clone)]
pub struct Pulse {
    began: Instant,
    /// Milliseconds after `began` at which the step under way began, plus one; 0 while there is none.
    step: Arc<AtomicU64>,
}

impl Default for Pulse {
    /// One that nobody watches yet.
    fn default() -> Pulse {
        Pulse { began: Instant::now(), step: Arc::default() }
    }
}

impl Pulse {
    /// A step begins, or the next one.
    pub fn beat(&self) {
        self.step.store(self.began.elapsed().as_millis() as u64 + 1, Ordering::Relaxed);
    }

    /// There is nothing to do.
    pub fn rest(&self) {
        self.step.store(0, Ordering::Relaxed);
    }

    /// How long the step under way has taken.
    fn step_takes(&self) -> Duration {
        match self.step.load(Ordering::Relaxed) {
            0 => Duration::ZERO,
            step => self.began.elapsed().saturating_sub(Duration::from_millis(step - 1)),
        }
    }
}

/// Keeps `work` going until it ends by itself; `part` tells apart those that share a name. Aborting the handle ends it all.
pub fn supervise<W, F>(name: &'static str, part: usize, work: W) -> JoinHandle<()>
where
    W: Fn(Pulse) -> F + Send + 'static,
    F: Future<Output = ()> + Send + 'static,
{
    tokio::spawn(async move {
        let mut pause = FIRST_PAUSE;
        loop {
            let began = Instant::now();
            let pulse = Pulse::default();
            let Some(why) = watch(AbortOnDrop(tokio::spawn(work(pulse.clone()))), &pulse).await else { return };
            if began.elapsed() >= WELL {
                pause = FIRST_PAUSE;
            }
            metrics::counter!("hansang_restarts_total", "name" => name, "why" => why).increment(1);
            tracing::error!(name, part, why, pause_ms = pause.as_millis() as u64, "a background worker is started again");
            sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    })
}

/// Until it is over with it; then says what went wrong, if anything did.
async fn watch(mut work: AbortOnDrop, pulse: &Pulse) -> Option<&'static str> {
    loop {
        tokio::select! {
            ended = &mut work.0 => return ended.is_err().then_some("panicked"),
            () = sleep(HUNG / 10) => {
                if pulse.step_takes() >= HUNG {
                    return Some("hung");
                }
            }
        }
    }
}

/// A queue whose one taker may be started again: what nobody has taken yet waits for the next.
pub type Inlet<T> = Arc<Mutex<mpsc::Receiver<T>>>;

/// Makes a queue's end fit for a taker that is supervised.
pub fn inlet<T>(queue: mpsc::Receiver<T>) -> Inlet<T> {
    Arc::new(Mutex::new(queue))
}

struct AbortOnDrop(JoinHandle<()>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicUsize;

    /// Counts its starts and then does what `life` says.
    fn starts<F>(life: impl Fn(usize, Pulse) -> F + Send + 'static) -> (Arc<AtomicUsize>, JoinHandle<()>)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let count = Arc::new(AtomicUsize::new(0));
        let counted = count.clone();
        (count, supervise("test", 0, move |pulse| life(counted.fetch_add(1, Ordering::Relaxed) + 1, pulse)))
    }

    #[tokio::test(start_paused = true)]
    async fn what_panics_is_started_again_with_growing_pauses_and_what_ends_is_over() {
        let (count, running) = starts(async |start, _| assert_eq!(start, 3, "on purpose"));
        sleep(FIRST_PAUSE / 2).await;
        assert_eq!(count.load(Ordering::Relaxed), 1);
        sleep(FIRST_PAUSE).await;
        assert_eq!(count.load(Ordering::Relaxed), 2);
        sleep(FIRST_PAUSE).await;
        assert_eq!(count.load(Ordering::Relaxed), 2, "the second pause is longer");
        running.await.unwrap();
        assert_eq!(count.load(Ordering::Relaxed), 3);
    }

    #[tokio::test(start_paused = true)]
    async fn what_hangs_in_a_step_is_started_again_and_what_waits_for_work_is_not() {
        let (hanging, _one) = starts(async |_, pulse| {
            pulse.beat();
            std::future::pending().await
        });
        let (waiting, _other) = starts(async |_, pulse| {
            pulse.beat();
            pulse.rest();
            std::future::pending().await
        });
        sleep(HUNG * 2).await;
        assert_eq!(hanging.load(Ordering::Relaxed), 2);
        assert_eq!(waiting.load(Ordering::Relaxed), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn what_waits_in_a_queue_is_taken_by_whoever_is_started_next() {
        let (sender, queue) = mpsc::channel(8);
        let (queue, taken) = (inlet(queue), Arc::new(std::sync::Mutex::new(Vec::new())));
        let written = taken.clone();
        let taker = supervise("test", 0, move |pulse| {
            let (queue, taken) = (queue.clone(), written.clone());
            async move {
                let mut queue = queue.lock().await;
                while let Some(number) = queue.recv().await {
                    pulse.beat();
                    match number {
                        1 => panic!("on purpose"),
                        3 => std::future::pending().await,
                        _ => taken.lock().unwrap().push(number),
                    }
                    pulse.rest();
                }
            }
        });
        for number in 0..6 {
            sender.send(number).await.unwrap();
        }
        drop(sender);
        taker.await.unwrap();
        assert_eq!(*taken.lock().unwrap(), [0, 2, 4, 5]);
    }

    #[tokio::test(start_paused = true)]
    async fn aborting_the_handle_ends_the_work_too() {
        let (count, running) = starts(async |_, _| std::future::pending().await);
        sleep(Duration::from_millis(1)).await;
        running.abort();
        sleep(LONGEST_PAUSE).await;
        assert_eq!(count.load(Ordering::Relaxed), 1);
    }
}
