//! A ledger's file: one JSON record a line, appended and never changed.

use serde::{Serialize, de::DeserializeOwned};
use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
};

/// Why a ledger could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    #[error("the sandbox's ledger {path} cannot be opened: {source}")]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("the sandbox's ledger {path} is in use by another process; give this one another data directory")]
    InUse { path: PathBuf },
    #[error("line {line} of the sandbox's ledger {path} is damaged; move the file away to begin a new one")]
    Damaged { path: PathBuf, line: usize },
}

pub struct Journal {
    file: File,
    /// Bytes of whole lines in the file.
    length: u64,
    line: Vec<u8>,
}

impl Journal {
    /// Hands every record that is there to `enter`, which answers `None` to one that makes no sense.
    pub fn open<R: DeserializeOwned>(
        data_dir: &Path,
        file: &str,
        mut enter: impl FnMut(R) -> Option<()>,
    ) -> Result<Journal, LedgerError> {
        let path = data_dir.join(file);
        let unreadable = |source| LedgerError::Unreadable { path: path.clone(), source };
        fs::create_dir_all(data_dir).map_err(unreadable)?;
        let file = OpenOptions::new().read(true).append(true).create(true).open(&path).map_err(unreadable)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(LedgerError::InUse { path }),
            Err(TryLockError::Error(source)) => return Err(unreadable(source)),
        }
        let mut journal = Journal { file, length: 0, line: Vec::new() };
        let read = journal.read(|record| serde_json::from_slice(record).ok().and_then(&mut enter));
        read.map_err(unreadable)?.map_err(|line| LedgerError::Damaged { path: path.clone(), line })?;
        journal.drop_torn_line().map_err(unreadable)?;
        Ok(journal)
    }

    /// The number of the first line that makes no sense, as an inner error.
    fn read(&mut self, mut enter: impl FnMut(&[u8]) -> Option<()>) -> io::Result<Result<(), usize>> {
        let mut reader = BufReader::new(&self.file);
        for number in 1.. {
            self.line.clear();
            let bytes = reader.read_until(b'\n', &mut self.line)?;
            if self.line.last() != Some(&b'\n') {
                break;
            }
            if enter(&self.line).is_none() {
                return Ok(Err(number));
            }
            self.length += bytes as u64;
        }
        Ok(Ok(()))
    }

    /// Adds a record. It is in the hands of the system, not on the disk, when this returns: it outlives the process, not a power cut.
    /// After an error nothing was added.
    pub fn append(&mut self, record: &impl Serialize) -> io::Result<()> {
        self.line.clear();
        serde_json::to_writer(&mut self.line, record)?;
        self.line.push(b'\n');
        if let Err(error) = self.file.write_all(&self.line) {
            self.drop_torn_line()?;
            return Err(error);
        }
        self.length += self.line.len() as u64;
        Ok(())
    }

    /// A line without its end is one that a kill or a full disk cut short, so nobody was told of it.
    fn drop_torn_line(&mut self) -> io::Result<()> {
        self.file.set_len(self.length)
    }
}
