//! What a breaker should do, worked out from scratch at each question from all that ever happened: slow, and nothing to be wrong in a
//! clever way. Knows none of the machine's types but the words at its edge. Times are milliseconds.

use super::super::{Outcome, State};
use std::collections::BTreeSet;

pub struct Model {
    pub now: u64,
    slow_after: u64,
    calls: Vec<Call>,
    moves: Vec<Move>,
    ends: usize,
    /// What was put to the test.
    pub seen: BTreeSet<&'static str>,
}

struct Call {
    /// How many moves there had been.
    era: usize,
    began: u64,
    end: Option<End>,
}

struct End {
    era: usize,
    at: u64,
    /// Which end it was, counted from the first.
    turn: usize,
    verdict: Verdict,
}

#[derive(Clone, Copy, PartialEq)]
enum Verdict {
    Good,
    Bad,
    Refused,
    GivenUp,
}

struct Move {
    at: u64,
    to: State,
    /// Of an opening.
    until: u64,
}

impl Model {
    pub fn new(slow_after: u64) -> Model {
        Model { now: 0, slow_after, calls: Vec::new(), moves: Vec::new(), ends: 0, seen: BTreeSet::new() }
    }

    pub fn state(&self) -> State {
        self.moves.last().map_or(State::Closed, |last| last.to)
    }

    /// When the rest is over, if it is open.
    pub fn until(&self) -> Option<u64> {
        self.moves.last().filter(|last| last.to == State::Open).map(|last| last.until)
    }

    /// The number of the call, or after how many seconds to try again.
    pub fn ask(&mut self, random: f64) -> Result<usize, u32> {
        if self.until().is_some_and(|until| self.now >= until) {
            self.go(State::HalfOpen, 0);
        }
        match self.state() {
            State::Open => Err(self.until().unwrap().saturating_sub(self.now).div_ceil(1_000) as u32),
            State::HalfOpen if self.probes_out_or_answered() >= 3 => {
                self.seen.insert("turned away half-open");
                Err(1)
            }
            State::Closed if random >= self.share() => {
                self.seen.insert("turned away after closing");
                Err(1)
            }
            State::Closed | State::HalfOpen => {
                self.calls.push(Call { era: self.moves.len(), began: self.now, end: None });
                Ok(self.calls.len() - 1)
            }
        }
    }

    /// `None`: given up.
    pub fn end(&mut self, call: usize, outcome: Option<Outcome>, random: f64) {
        let era = self.moves.len();
        let took = self.now - self.calls[call].began;
        let verdict = match outcome {
            None => Verdict::GivenUp,
            Some(Outcome::Answered) if took >= self.slow_after => Verdict::Bad,
            Some(Outcome::Answered) => Verdict::Good,
            Some(Outcome::Failed) => Verdict::Bad,
            Some(Outcome::Refused) => Verdict::Refused,
        };
        self.ends += 1;
        self.calls[call].end = Some(End { era, at: self.now, turn: self.ends, verdict });
        let timely = self.calls[call].era == era;
        self.note(timely, verdict);
        if !timely || verdict == Verdict::GivenUp {
            return;
        }
        match self.state() {
            State::Closed if self.is_too_bad() => self.open(random),
            State::HalfOpen if self.answers().iter().any(|end| end.verdict != Verdict::Good) => {
                self.seen.insert("opened by a probe");
                self.open(random);
            }
            State::HalfOpen if self.answers().len() == 3 => {
                self.seen.insert("closed");
                self.go(State::Closed, 0);
            }
            _ => {}
        }
    }

    /// In the order in which they came, of calls that began and ended since the last move.
    fn answers(&self) -> Vec<&End> {
        let era = self.moves.len();
        let ends = self.calls.iter().filter(|call| call.era == era).filter_map(|call| call.end.as_ref());
        let mut answers = ends.filter(|end| end.era == era && end.verdict != Verdict::GivenUp).collect::<Vec<_>>();
        answers.sort_by_key(|end| end.turn);
        answers
    }

    fn probes_out_or_answered(&self) -> usize {
        let given_up = |call: &Call| call.end.as_ref().is_some_and(|end| end.verdict == Verdict::GivenUp);
        self.calls.iter().filter(|call| call.era == self.moves.len() && !given_up(call)).count()
    }

    fn is_too_bad(&mut self) -> bool {
        let answers = self.answers();
        let window = answers.iter().filter(|end| end.at + 10_000 > self.now).collect::<Vec<_>>();
        let bad = window.iter().filter(|end| end.verdict != Verdict::Good).count();
        let half = window.len() >= 20 && 2 * bad >= window.len();
        let row = answers.len() >= 20 && answers[answers.len() - 20..].iter().all(|end| end.verdict != Verdict::Good);
        let gone = answers.len() >= 5 && answers[answers.len() - 5..].iter().all(|end| end.verdict == Verdict::Refused);
        for (is, what) in
            [(half && !row && !gone, "half bad"), (row && !half, "bad in a row"), (gone && !half, "refused in a row")]
        {
            if is {
                self.seen.insert(what);
            }
        }
        half || row || gone
    }

    fn open(&mut self, random: f64) {
        let longest = [5_000, 10_000, 20_000, 40_000, 60_000];
        let openings = self.openings();
        let rest = longest[openings.min(4)] as f64 * (1.0 - random / 5.0);
        if openings >= 4 {
            self.seen.insert("open for a minute");
        }
        if self.state() == State::Closed && !self.moves.is_empty() {
            self.seen.insert(if openings == 0 { "opened after the ramp" } else { "opened within the ramp" });
        }
        self.go(State::Open, self.now + rest.round() as u64);
    }

    /// Since it was last closed for ten seconds.
    fn openings(&self) -> usize {
        let ends = self.moves.iter().skip(1).map(|next| next.at).chain([self.now]);
        let with_ends = self.moves.iter().zip(ends).collect::<Vec<_>>();
        let unsettled = with_ends.iter().rev().take_while(|(begin, end)| begin.to != State::Closed || end - begin.at < 10_000);
        unsettled.filter(|(begin, _)| begin.to == State::Open).count()
    }

    fn share(&self) -> f64 {
        let closed_for = |last: &Move| (self.now - last.at) as f64 / 10_000.0;
        self.moves.last().map_or(1.0, |last| 0.1 + 0.9 * closed_for(last).min(1.0))
    }

    fn go(&mut self, to: State, until: u64) {
        self.moves.push(Move { at: self.now, to, until });
    }

    fn note(&mut self, timely: bool, verdict: Verdict) {
        let what = match (timely, verdict, self.state()) {
            (false, Verdict::Good, State::HalfOpen) => "late and good, half-open",
            (false, Verdict::Bad | Verdict::Refused, State::HalfOpen) => "late and bad, half-open",
            (false, Verdict::GivenUp, State::HalfOpen) => "late and given up, half-open",
            (false, Verdict::Bad | Verdict::Refused, State::Closed) => "late and bad, closed",
            (false, _, State::Open) => "late, open",
            (true, Verdict::GivenUp, State::HalfOpen) => "a probe given up",
            (true, Verdict::GivenUp, State::Closed) => "given up, closed",
            _ => return,
        };
        self.seen.insert(what);
    }
}
