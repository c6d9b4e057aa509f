//! The power is cut at random moments under load: what was acknowledged is there afterwards, and with less careful settings it is not.
//!
//! A killed process tests nothing of this, because what it wrote is safe with the system. Here SQLite runs on a layer between it and its
//! files that knows what was synced (`layer`, `disk`); a cut leaves that, and of everything since then whatever the disk pleases.
#![recursion_limit = "512"]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod aftermath;
mod disk;
mod layer;
mod load;

use aftermath::{Finding, examine, recovers};
use disk::Disk;
use load::{Acknowledged, Load};
use rand::{Rng, SeedableRng, rngs::StdRng};
use server::database::sqlite::Pools;
use sqlx::sqlite::SqliteSynchronous;
use std::{fmt, path::PathBuf, time::Duration};
use uuid::Uuid;

/// Moments at which the power is cut, and how many different disks each of them leaves.
const MOMENTS: usize = 25;
const DISKS: usize = 8;

/// After one moment in so many a disk is not only looked at but started from, which takes longer.
const STARTED_AGAIN: usize = 3;

/// Careless settings lose something at nearly every cut; so many without a loss, and it is this test that is broken.
const CARELESS_MOMENTS: usize = 5;

const DATABASE: &str = "hansang.db";

#[tokio::test(flavor = "multi_thread")]
async fn no_acknowledged_order_is_lost_when_the_power_is_cut() {
    let scene = Scene::begin(SqliteSynchronous::Full).await;
    let mut dice = scene.dice();
    for moment in 0..MOMENTS {
        let cuts = scene.cut(&mut dice, moment).await;
        for cut in &cuts {
            assert_eq!(examine(&cut.database(), &cut.acknowledged).await, [], "{cut}");
        }
        if moment.is_multiple_of(STARTED_AGAIN) {
            assert_eq!(recovers(&cuts[0].database()).await, [], "{cut}, started again", cut = cuts[0]);
        }
        cuts.iter().for_each(Cut::discard);
    }
    let acknowledged = scene.end().await;
    assert!(acknowledged > 200, "hardly anything was going on: {acknowledged} answers");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_syncing_acknowledged_orders_are_lost() {
    assert!(loses(SqliteSynchronous::Off).await, "synchronous=OFF was not caught");
}

#[tokio::test(flavor = "multi_thread")]
async fn with_syncing_at_checkpoints_only_acknowledged_orders_are_lost() {
    assert!(loses(SqliteSynchronous::Normal).await, "synchronous=NORMAL for the log was not caught");
}

async fn loses(synchronous: SqliteSynchronous) -> bool {
    let scene = Scene::begin(synchronous).await;
    let mut dice = scene.dice();
    let mut lost = false;
    for moment in 0..CARELESS_MOMENTS {
        for cut in scene.cut(&mut dice, moment).await {
            let findings = examine(&cut.database(), &cut.acknowledged).await;
            lost |= findings.iter().any(|finding| matches!(finding, Finding::Lost { .. }));
        }
    }
    scene.end().await;
    lost
}

/// A database on a disk that can lose its power, and people who order.
struct Scene {
    folder: PathBuf,
    seed: u64,
    load: Load,
}

/// What a cut has left behind. Its folder stays when the test fails.
struct Cut {
    seed: u64,
    folder: PathBuf,
    acknowledged: Vec<Acknowledged>,
}

impl Scene {
    async fn begin(synchronous: SqliteSynchronous) -> Scene {
        let seed = std::env::var("HANSANG_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(rand::random);
        let folder = std::env::temp_dir().join(format!("hansang-durability-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&folder).unwrap();
        let options = Pools::options(&folder.join(DATABASE))
            .vfs(layer::register())
            // A hundred times as often as shipped: moving the log into the file is when most can go wrong.
            .pragma("wal_autocheckpoint", "100");
        Scene { load: Load::begin(Pools::open_with(options, synchronous).await.unwrap()).await, folder, seed }
    }

    fn dice(&self) -> StdRng {
        StdRng::seed_from_u64(self.seed)
    }

    /// The disks that a cut after a while may leave.
    async fn cut(&self, dice: &mut StdRng, moment: usize) -> Vec<Cut> {
        self.load.go();
        tokio::time::sleep(Duration::from_micros(dice.random_range(5_000..150_000))).await;
        // First what was promised, then the disk: what is promised in between is on it too, and not asked for.
        let acknowledged = self.load.so_far();
        let disk = Disk::lock();
        let leave = |number| {
            let folder = self.folder.join(format!("cut-{moment}-{number}"));
            std::fs::create_dir_all(&folder).unwrap();
            disk.cut(&self.folder, &folder, dice);
            Cut { seed: self.seed, folder, acknowledged: acknowledged.clone() }
        };
        let cuts = (0..DISKS).map(leave).collect();
        self.load.pause();
        cuts
    }

    /// How many answers there were.
    async fn end(self) -> usize {
        let acknowledged = self.load.so_far().len();
        self.load.stop().await;
        let _ = std::fs::remove_dir_all(self.folder);
        acknowledged
    }
}

impl Cut {
    fn database(&self) -> PathBuf {
        self.folder.join(DATABASE)
    }

    fn discard(&self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (HANSANG_SEED={})", self.folder.display(), self.seed)
    }
}
