//! A subscriber that keeps all that it receives.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use heeus_host::engine::spans;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

/// A span or an event: its name, level and fields, and whether it was entered and left.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Seen {
    pub name: String,
    pub level: String,
    pub fields: BTreeMap<String, String>,
    pub entered: usize,
    pub left: usize,
}

impl Visit for Seen {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.fields
            .insert(field.name().to_owned(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.fields
            .insert(field.name().to_owned(), value.to_owned());
    }
}

/// Keeps all spans and events down to a level.
#[derive(Clone)]
pub struct Spans {
    level: Level,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Spans {
    pub fn new(level: Level) -> Self {
        Self {
            level,
            seen: Arc::default(),
        }
    }

    fn with(&self, id: &Id, change: impl FnOnce(&mut Seen)) {
        let mut seen = self.seen.lock().expect("nobody panicked");
        let at = usize::try_from(id.into_u64()).expect("ids are few") - 1;
        change(&mut seen[at]);
    }

    pub fn take(&self) -> Vec<Seen> {
        std::mem::take(&mut *self.seen.lock().expect("nobody panicked"))
    }
}

impl Subscriber for Spans {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == spans::TARGET && *metadata.level() <= self.level
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let metadata = attributes.metadata();
        let mut made = Seen {
            name: metadata.name().to_owned(),
            level: metadata.level().to_string(),
            ..Seen::default()
        };
        attributes.record(&mut made);
        let mut seen = self.seen.lock().expect("nobody panicked");
        seen.push(made);
        Id::from_u64(seen.len() as u64)
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        self.with(id, |seen| values.record(seen));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut seen = Seen {
            name: "event".to_owned(),
            level: event.metadata().level().to_string(),
            ..Seen::default()
        };
        event.record(&mut seen);
        self.seen.lock().expect("nobody panicked").push(seen);
    }

    fn enter(&self, id: &Id) {
        self.with(id, |seen| seen.entered += 1);
    }

    fn exit(&self, id: &Id) {
        self.with(id, |seen| seen.left += 1);
    }
}
