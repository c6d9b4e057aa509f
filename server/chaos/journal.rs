//! What people were told. A line counts once it is synced, and only then does whoever was told it go on.

use super::Failure;
use domain::{
    OrderId,
    order::{PaymentStatus, Status},
    views::OrderView,
};
use serde::{Deserialize, Serialize};
use std::{
    fs::{File, OpenOptions},
    io::{BufRead, BufReader, Write},
    path::Path,
};
use tokio::sync::{mpsc, oneshot};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// An order as it was shown.
    Told { order: OrderId, version: u32, status: Status, payment: PaymentStatus },
    /// The card was declined.
    Declined { order: OrderId },
    /// There is no such order, and there never will be.
    Refused { order: OrderId },
}

impl Line {
    pub fn of(order: &OrderView) -> Line {
        Line::Told { order: order.id, version: order.version, status: order.status, payment: order.payment.status }
    }
}

#[derive(Clone)]
pub struct Journal {
    queue: mpsc::Sender<(Line, oneshot::Sender<()>)>,
}

/// Lines that are synced together, at most.
const BATCH: usize = 256;

impl Journal {
    pub fn create(path: &Path) -> Result<Journal, Failure> {
        let mut file = OpenOptions::new().append(true).create_new(true).open(path)?;
        let (queue, mut lines) = mpsc::channel(BATCH);
        std::thread::spawn(move || {
            let mut batch = Vec::with_capacity(BATCH);
            while lines.blocking_recv_many(&mut batch, BATCH) > 0 {
                let (lines, waiting): (Vec<Line>, Vec<oneshot::Sender<()>>) = batch.drain(..).unzip();
                if let Err(error) = write(&mut file, &lines) {
                    eprintln!("chaos: the journal cannot be written: {error}");
                    std::process::exit(2);
                }
                for told in waiting {
                    // Whoever waited may have gone home.
                    let _ = told.send(());
                }
            }
        });
        Ok(Journal { queue })
    }

    pub async fn note(&self, line: Line) {
        let (done, noted) = oneshot::channel();
        if self.queue.send((line, done)).await.is_ok() {
            let _ = noted.await;
        }
    }

    pub fn read(path: &Path) -> Result<Vec<Line>, Failure> {
        let lines = BufReader::new(File::open(path)?).lines();
        lines.map(|line| Ok(serde_json::from_str(&line?)?)).collect()
    }
}

fn write(file: &mut File, lines: &[Line]) -> Result<(), Failure> {
    let mut text = Vec::new();
    for line in lines {
        serde_json::to_writer(&mut text, line)?;
        text.push(b'\n');
    }
    file.write_all(&text)?;
    Ok(file.sync_data()?)
}
