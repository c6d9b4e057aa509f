use std::time::Duration;

pub type Failure = Box<dyn std::error::Error + Send + Sync>;

pub fn title(text: &str) {
    println!("\n{text}");
}

pub fn line(what: &str, figure: impl std::fmt::Display) {
    println!("  {what:<44} {figure}");
}

/// The time that this share of all stayed below; `share` 0 to 1.
pub fn percentile(times: &mut [Duration], share: f64) -> Duration {
    times.sort_unstable();
    let index = ((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1));
    times.get(index).copied().unwrap_or_default()
}

pub fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1_000.0)
}
