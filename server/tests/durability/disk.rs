use rand::Rng;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{LazyLock, Mutex, MutexGuard, PoisonError},
};

/// What a power cut would leave of each file: all that was synced, and of what was written since then any part.
#[derive(Default)]
pub struct Disk {
    files: BTreeMap<PathBuf, File>,
}

#[derive(Default)]
struct File {
    /// None: never synced, so that not even its name need be there.
    synced: Option<Vec<u8>>,
    /// In the order in which they were asked for; the disk may take them in any.
    since: Vec<Change>,
}

enum Change {
    Write { at: usize, bytes: Vec<u8> },
    Truncate { length: usize },
}

/// What a disk writes whole or not at all, in bytes.
const SECTOR: usize = 512;

static DISK: LazyLock<Mutex<Disk>> = LazyLock::new(Mutex::default);

impl Disk {
    /// Nothing is written while this is held.
    pub fn lock() -> MutexGuard<'static, Disk> {
        DISK.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn write(&mut self, path: &Path, at: usize, bytes: &[u8]) {
        self.file(path).since.push(Change::Write { at, bytes: bytes.to_vec() });
    }

    pub fn truncate(&mut self, path: &Path, length: usize) {
        self.file(path).since.push(Change::Truncate { length });
    }

    pub fn sync(&mut self, path: &Path) {
        let file = self.file(path);
        let mut content = file.synced.take().unwrap_or_default();
        file.since.drain(..).for_each(|change| change.apply(&mut content));
        file.synced = Some(content);
    }

    /// Gone at once: SQLite deletes a file of ours only when nothing in it is needed any more.
    pub fn delete(&mut self, path: &Path) {
        self.files.remove(path);
    }

    /// Writes into the folder `to` what a cut at this moment leaves of the files in `from`; the dice say how the disk behaved.
    pub fn cut(&self, from: &Path, to: &Path, dice: &mut impl Rng) {
        for (path, file) in self.files.iter().filter(|(path, _)| path.parent() == Some(from)) {
            if let (Some(left), Some(name)) = (file.left(dice), path.file_name()) {
                std::fs::write(to.join(name), left).unwrap();
            }
        }
    }

    fn file(&mut self, path: &Path) -> &mut File {
        self.files.entry(path.to_owned()).or_default()
    }
}

impl File {
    fn left(&self, dice: &mut impl Rng) -> Option<Vec<u8>> {
        // Nothing, all, or something in between, for each file on its own: so one is old where another is new.
        let share = [0.0, 0.5, 0.95, 1.0][dice.random_range(0..4)];
        let kept: Vec<&Change> = self.since.iter().filter(|_| dice.random_bool(share)).collect();
        if self.synced.is_none() && kept.is_empty() {
            return None;
        }
        let mut content = self.synced.clone().unwrap_or_default();
        for change in kept {
            if share < 1.0 && dice.random_bool(0.25) {
                change.tear(&mut content, dice);
            } else {
                change.apply(&mut content);
            }
        }
        Some(content)
    }
}

impl Change {
    fn apply(&self, content: &mut Vec<u8>) {
        match self {
            Change::Write { at, bytes } => write(content, *at, bytes),
            Change::Truncate { length } => content.truncate(*length),
        }
    }

    /// Some sectors reach the disk and some do not. What lies beside the written bytes stays whole, as SQLite too assumes
    /// (<https://sqlite.org/psow.html>).
    fn tear(&self, content: &mut Vec<u8>, dice: &mut impl Rng) {
        let Change::Write { at, bytes } = self else { return };
        let mut done = 0;
        while done < bytes.len() {
            let end = (((at + done) / SECTOR + 1) * SECTOR - at).min(bytes.len());
            if dice.random_bool(0.5) {
                write(content, at + done, &bytes[done..end]);
            }
            done = end;
        }
    }
}

/// A hole before it reads as zeros.
fn write(content: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    let end = at + bytes.len();
    if content.len() < end {
        content.resize(end, 0);
    }
    content[at..end].copy_from_slice(bytes);
}
