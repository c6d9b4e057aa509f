//! What must be true, whatever was killed when. Each law looks at the evidence and names what breaks it.

mod acknowledged;
mod ends;
mod evidence;
mod ledger;
mod log;
mod money;
mod read_models;
mod stock;
#[cfg(test)]
mod tests;

pub use evidence::Evidence;

use super::{storm::line, tally::Tally};
use domain::order::PaymentStatus;

/// What breaks a law, one sentence each.
type Breaches = Vec<String>;
type Law = (&'static str, fn(&Evidence) -> Breaches);

const LAWS: [Law; 15] = [
    ("no acknowledged order or step is lost", acknowledged::nothing_is_lost),
    ("what was refused was never done", acknowledged::nothing_refused_was_done),
    ("the log has no gap, and each order's fold is that of its events", log::is_whole),
    ("at most one capture an order", money::one_capture_an_order),
    ("captured less refunded is what completed and running orders are worth", money::adds_up),
    ("stock is conserved and never negative", stock::is_conserved),
    ("order_status is the fold of the log", read_models::order_status),
    ("store_board is the fold of the log", read_models::store_board),
    ("rider_board is the fold of the log", read_models::rider_board),
    ("top_menus is the fold of the log", read_models::top_menus),
    ("no cursor is ahead of the log", read_models::cursors),
    ("one ledger entry an event, recipient and channel", ledger::is_complete),
    ("each message of the ledger was sent, and once", ledger::is_what_was_sent),
    ("every order is at its end, or has a task behind it", ends::are_reached),
    ("something of everything has happened", evidence::is_telling),
];

/// How many breaches of one law are shown.
const SHOWN: usize = 5;

/// Prints what was found; whether all laws were kept.
pub fn judge(evidence: &Evidence, tally: &Tally, complaints: &[String]) -> bool {
    println!("\nWhat happened");
    let with = |status: &[PaymentStatus]| evidence.orders().filter(|order| status.contains(&order.payment.status)).count();
    line("orders acknowledged", evidence.acknowledged());
    line("orders in the log", evidence.log.histories.len());
    line("events", evidence.tables.events.len());
    line("captures", evidence.payments.len());
    line("refunds", evidence.payments.iter().filter(|payment| payment.refunded > 0).count());
    line("paid, refunded, declined, never paid", {
        use PaymentStatus::*;
        format!("{}, {}, {}, {}", with(&[Paid]), with(&[Refunded]), with(&[Declined]), with(&[Void]))
    });

    println!("\nWhat must be true");
    let surprises = tally.surprises();
    let mut kept = report("nobody got an answer that cannot be", &surprises);
    kept &= report("the program has not panicked, and has given nothing up", complaints);
    for (title, law) in LAWS {
        kept &= report(title, &law(evidence));
    }
    kept
}

fn report(title: &str, breaches: &[String]) -> bool {
    if breaches.is_empty() {
        line(title, "ok");
        return true;
    }
    line(title, format!("VIOLATED, {} times", breaches.len()));
    breaches.iter().take(SHOWN).for_each(|breach| println!("      {breach}"));
    false
}
