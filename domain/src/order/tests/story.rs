//! `given([…]).when(actor, command).then([…])`, and on from there.

use super::world::{EVENING, the_order};
use crate::{Actor, Refusal, Timestamp, order::*, store::Shop};

/// An order as far as its story has been told, and the work that it asked for on the way.
#[derive(Clone)]
pub struct Story {
    pub order: Option<Order>,
    pub now: Timestamp,
    pub shop: Option<Shop>,
    pub tasks: Vec<Task>,
    pub stock: Vec<StockMove>,
    pub told: Vec<Event>,
}

/// What somebody got for their command.
#[must_use]
pub struct Outcome {
    story: Story,
    answer: Result<Decision, Refusal>,
}

/// All of it has happened in the evening of the demo day.
pub fn given(events: impl IntoIterator<Item = Event>) -> Story {
    let empty = Story { order: None, now: EVENING, shop: None, tasks: Vec::new(), stock: Vec::new(), told: Vec::new() };
    events.into_iter().fold(empty, Story::tell)
}

impl Story {
    pub fn at(self, shop: Shop) -> Story {
        Story { shop: Some(shop), ..self }
    }

    pub fn after_seconds(self, seconds: i64) -> Story {
        Story { now: self.now.plus_seconds(seconds), ..self }
    }

    pub fn when(self, actor: impl Into<Actor>, command: Command) -> Outcome {
        let deadlines = Deadlines::default();
        let facts = Facts { now: self.now, order_id: the_order(), shop: self.shop.as_ref(), deadlines: &deadlines };
        let answer = decide(self.order.as_ref(), &command, &actor.into(), &facts);
        Outcome { story: self, answer }
    }

    pub fn order(&self) -> &Order {
        self.order.as_ref().expect("nothing has been placed")
    }

    /// The way it is kept: folded, its stock moved and its work noted, event by event.
    pub fn tell(mut self, event: Event) -> Story {
        self.order = evolve(self.order, &event, self.now);
        let order = self.order.as_ref().expect("a story begins with `placed`");
        self.stock.extend(stock_moves(order, &event));
        self.tasks.extend(policy(order, &event, self.now, &Deadlines::default()));
        self.told.push(event);
        self
    }

    /// Forgets the work that the past asked for, so that a test sees only what is new.
    pub fn with_nothing_to_do(self) -> Story {
        Story { tasks: Vec::new(), ..self }
    }
}

impl Outcome {
    /// Exactly these events followed; the story goes on from there.
    #[track_caller]
    pub fn then(self, events: impl IntoIterator<Item = Event>) -> Story {
        let decision = self.answer.expect("it was refused");
        assert_eq!(decision.events, events.into_iter().collect::<Vec<_>>());
        let mut story = decision.events.into_iter().fold(self.story, Story::tell);
        story.tasks.extend(decision.tasks);
        story
    }

    /// Allowed, and nothing had to happen.
    #[track_caller]
    pub fn then_nothing(self) -> Story {
        self.then([])
    }

    #[track_caller]
    pub fn refused(self, refusal: Refusal) -> Story {
        assert_eq!(self.answer, Err(refusal));
        self.story
    }

    /// For tables that look at the answer themselves.
    pub fn answer(self) -> Result<Vec<Event>, Refusal> {
        self.answer.map(|decision| decision.events)
    }
}
