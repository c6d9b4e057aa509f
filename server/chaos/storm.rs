//! Kills and starts, until it has been enough.

use super::{
    Failure,
    options::Options,
    plant::{Ended, Plant, Process},
    tally::Tally,
    weather,
};
use rand::{Rng, rngs::StdRng, seq::IndexedRandom};
use std::{
    collections::BTreeMap,
    os::unix::process::ExitStatusExt,
    process::ExitStatus,
    time::{Duration, Instant},
};

/// The points at which a debug build can die by itself: `server::crash::point` in the lanes, the payment, the worker, the subscribers and
/// the sender of messages.
const POINTS: [&str; 13] = [
    "lane.before_commit",
    "lane.after_commit",
    "charge.before",
    "charge.after",
    "refund.before",
    "refund.after",
    "task.leased",
    "subscriber.before_commit",
    "subscriber.after_commit",
    "message.leased",
    "message.before",
    "message.after",
    "message.recorded",
];

/// The longest that it lives, however little happens; and while nobody can pay, which makes no orders.
const LIFE: Duration = Duration::from_secs(4);
const LIFE_WITHOUT_PAYMENT: Duration = Duration::from_millis(1_500);

/// A run of so many kills may take minutes to settle.
const LONG: u32 = 100;

/// How many lives are those of a program with named points: a build with debug assertions, which is slow, so fewer in a long run.
fn with_points(options: &Options) -> f64 {
    if options.kills >= LONG { 0.2 } else { 0.5 }
}

/// Before one kill in so many the sandbox is killed and started again; one in so many comes while the program is still starting.
const SANDBOX: f64 = 1.0 / 12.0;
const WHILE_STARTING: f64 = 1.0 / 15.0;

#[derive(Default)]
pub struct Storm {
    at_random: u32,
    while_starting: u32,
    at_points: BTreeMap<&'static str, u32>,
    sandboxes: u32,
    starts: Vec<Duration>,
}

impl Storm {
    pub async fn rage(
        options: &Options,
        plant: &Plant,
        sandbox: &mut Process,
        tally: &Tally,
        dice: &mut StdRng,
    ) -> Result<Storm, Failure> {
        let mut storm = Storm::default();
        while storm.kills() < options.kills {
            let kills_left = options.kills - storm.kills();
            let share = options.orders.saturating_sub(tally.orders()) / kills_left;
            // What the vendor failed at last has to be tried again before the end.
            let vendor_too = options.kills >= LONG && kills_left > options.kills / 10;
            let life = if weather::change(plant, vendor_too, dice).await? { LIFE } else { LIFE_WITHOUT_PAYMENT };
            storm.one_life(options, plant, sandbox, tally, (share, life), dice).await?;
            if storm.kills().is_multiple_of(25) {
                println!("  {} killed, {} orders acknowledged", storm.kills(), tally.orders());
            }
        }
        Ok(storm)
    }

    pub fn kills(&self) -> u32 {
        self.at_random + self.while_starting + self.at_points.values().sum::<u32>()
    }

    /// About how many orders are to be placed in it, and how long it may take.
    async fn one_life(
        &mut self,
        options: &Options,
        plant: &Plant,
        sandbox: &mut Process,
        tally: &Tally,
        (share, life): (u32, Duration),
        dice: &mut StdRng,
    ) -> Result<(), Failure> {
        let point = options.with_points.as_ref().filter(|_| dice.random_bool(with_points(options)));
        let point = point.and_then(|program| Some((program, *POINTS.choose(dice)?)));
        let mut program = match point {
            // Most points are passed several times for each order, some only for one in a few.
            Some((program, name)) => plant.start(program, Some(&format!("{name}:{}", dice.random_range(1..=share.max(2)))))?,
            None => plant.start(&options.program, None)?,
        };
        let point = point.map(|(_, name)| name);
        if point.is_none() && dice.random_bool(WHILE_STARTING) {
            tokio::time::sleep(Duration::from_millis(dice.random_range(0..100))).await;
            program.kill().await?;
            self.while_starting += 1;
            return Ok(());
        }
        match plant.until_ready(&mut program).await {
            Ok(took) => self.starts.push(took),
            Err(error) => match (error.downcast_ref::<Ended>(), point) {
                (Some(Ended(status)), Some(name)) if aborted(*status) => {
                    *self.at_points.entry(name).or_default() += 1;
                    return Ok(());
                }
                _ => return Err(error),
            },
        }
        let goal = tally.orders() + dice.random_range(0..=2 * share);
        let begin = Instant::now();
        while tally.orders() < goal && begin.elapsed() < life {
            if self.died(&mut program, point)? {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        if dice.random_bool(SANDBOX) {
            sandbox.kill().await?;
            tokio::time::sleep(Duration::from_millis(dice.random_range(0..200))).await;
            *sandbox = plant.start_sandbox().await?;
            self.sandboxes += 1;
        }
        tokio::time::sleep(Duration::from_micros(dice.random_range(0..30_000))).await;
        if self.died(&mut program, point)? {
            return Ok(());
        }
        program.kill().await?;
        self.at_random += 1;
        Ok(())
    }

    /// Whether it has come to its point. Ending for any other reason is a failure.
    fn died(&mut self, program: &mut Process, point: Option<&'static str>) -> Result<bool, Failure> {
        match (program.ended()?, point) {
            (None, _) => Ok(false),
            (Some(status), Some(name)) if aborted(status) => {
                *self.at_points.entry(name).or_default() += 1;
                Ok(true)
            }
            (Some(status), _) => Err(format!("the program ended by itself: {status}").into()),
        }
    }

    pub fn print(&self) {
        let at_points: u32 = self.at_points.values().sum();
        println!("\nKills");
        line("in all", self.kills());
        line("at random moments", self.at_random);
        line("while it was starting, or hardly had", self.while_starting);
        line("at named points", at_points);
        self.at_points.iter().for_each(|(name, times)| line(&format!("  {name}"), times));
        line("the sandbox besides", self.sandboxes);
        let mut starts = self.starts.clone();
        starts.sort_unstable();
        if let (Some(median), Some(longest)) = (starts.get(starts.len() / 2), starts.last()) {
            line("from start to ready, median and longest", format!("{} ms, {} ms", median.as_millis(), longest.as_millis()));
        }
    }
}

pub fn line(what: &str, figure: impl std::fmt::Display) {
    println!("  {what:<72} {figure}");
}

/// What `std::process::abort` looks like from outside.
fn aborted(status: ExitStatus) -> bool {
    status.signal() == Some(6)
}
