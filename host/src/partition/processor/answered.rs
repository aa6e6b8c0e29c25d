//! Requests with keys that were answered: the same request gets the same answer.
//!
//! The answer of a command is stored in the same step as its event. It takes a free place of the
//! table, or that of the oldest answer. Only the places of the answers, by their keys, are kept in
//! memory.

use std::collections::{HashMap, VecDeque};

use heeus_abi::{RecordBuf, RecordBuilder, RecordRef, Value};
use sha2::{Digest, Sha256};

use super::Processor;
use crate::partition::config::AppConfig;
use crate::partition::error::InvokeError;
use crate::partition::inputs::record;
use crate::partition::request::{CommandOutput, Request};
use crate::state::{HostState, KeptAnswer, NewAnswer, StateError};
use crate::storage::StorageError;

/// Fields of the description of a request.
const IDENTITY: &str = "Identity";
const CONTENT: &str = "Content";
const SEQUENCE: &str = "Sequence";
const ANSWERED_AT: &str = "AnsweredAt";
const OFFSET: &str = "Offset";
const WLOG_OFFSET: &str = "WLogOffset";
/// Field of sys.RequestSubject that is not compared: a caller may have got a new one.
const TOKEN: &str = "Token";

type Hash = [u8; 32];

/// The answers that are kept.
pub(in crate::partition) struct Answered {
    /// Most answers, at least one.
    most: usize,
    /// The longest time that one is kept, in milliseconds.
    age: i64,
    /// The last answer for each key.
    by_key: HashMap<Hash, Answer>,
    /// All answers, each with the hash of its key, the oldest first.
    order: VecDeque<(Hash, Answer)>,
    /// Places without an answer, below `next_place`.
    free: Vec<i64>,
    next_place: i64,
    next_sequence: i64,
}

/// One answer.
#[derive(Clone, Copy)]
struct Answer {
    place: i64,
    content: Hash,
    answered_at: i64,
}

/// A request with a key.
pub(super) struct KeyedRequest {
    /// The hash of workspace, package and key.
    identity: Hash,
    /// The hash of everything else that a repeated request must have too.
    content: Hash,
}

impl KeyedRequest {
    /// The request, if it has a key.
    pub(super) fn new(request: &Request) -> Result<Option<Self>, InvokeError> {
        let Some(key) = &request.key else {
            return Ok(None);
        };
        if !(1..=255).contains(&key.len()) {
            return Err(InvokeError::KeyLength(key.len()));
        }
        let workspace = request.workspace.to_be_bytes();
        let identity = hash([&workspace, request.package.as_bytes(), key.as_bytes()]);
        let subject = request.subject.as_ref().map(record).transpose()?;
        let subject = subject.map(without_token).transpose()?.unwrap_or_default();
        let args = record(&request.args)?;
        // Nothing of unlogged arguments is stored, not even a hash.
        let content = hash([
            request.name.as_bytes(),
            args.as_bytes(),
            subject.as_ref().as_bytes(),
        ]);
        Ok(Some(Self { identity, content }))
    }
}

fn without_token(subject: RecordRef<'_>) -> Result<RecordBuf, InvokeError> {
    let mut rest = RecordBuilder::new();
    for field in subject.fields().filter(|field| field.name != TOKEN) {
        rest.put(field.name, field.value);
    }
    Ok(rest.build()?)
}

/// A hash of parts that nobody can find other parts for.
fn hash<const N: usize>(parts: [&[u8]; N]) -> Hash {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

impl Answered {
    /// The answers of a partition, as they are stored. Drops the oldest if there are too many.
    pub(in crate::partition) fn load(
        state: &mut HostState,
        config: &AppConfig,
    ) -> Result<Self, StateError> {
        let mut stored = Vec::new();
        state.answers(|place, request| stored.extend(Stored::read(place, request)))?;
        let mut free = Vec::new();
        let mut next_place = 0;
        for stored in &stored {
            free.extend(next_place..stored.answer.place);
            next_place = stored.answer.place + 1;
        }
        stored.sort_unstable_by_key(|stored| stored.sequence);
        let most = config.request_keys.max(1);
        let too_many = stored.len().saturating_sub(most);
        let dropped = stored.drain(..too_many).map(|stored| stored.answer.place);
        let dropped: Vec<i64> = dropped.collect();
        if !dropped.is_empty() {
            state.drop_answers(&dropped)?;
            free.extend(dropped);
        }
        let last = stored.last().map_or(0, |stored| stored.sequence);
        let answers = stored.into_iter().map(|of| (of.identity, of.answer));
        let order: VecDeque<_> = answers.collect();
        Ok(Self {
            most,
            age: i64::try_from(config.request_key_age.as_millis()).unwrap_or(i64::MAX),
            // The last answer of a key is the one that counts.
            by_key: order.iter().copied().collect(),
            order,
            free,
            next_place,
            next_sequence: last + 1,
        })
    }

    /// The answer to this request, or to another one with the same key.
    fn find(&self, request: &KeyedRequest, now: i64) -> Option<Answer> {
        let answer = self.by_key.get(&request.identity).copied();
        answer.filter(|answer| self.is_kept(answer, now))
    }

    fn is_kept(&self, answer: &Answer, now: i64) -> bool {
        now.saturating_sub(answer.answered_at) <= self.age
    }

    /// The place of the next answer.
    fn place(&self, now: i64) -> i64 {
        match self.order.front() {
            Some((_, oldest)) if self.order.len() >= self.most || !self.is_kept(oldest, now) => {
                oldest.place
            }
            _ => self.free.last().copied().unwrap_or(self.next_place),
        }
    }

    /// Remembers an answer that was stored in the [place](Self::place) of the next one.
    fn add(&mut self, identity: Hash, answer: Answer) {
        let place = answer.place;
        if let Some((before, _)) = self.order.pop_front_if(|(_, oldest)| oldest.place == place) {
            if self.by_key.get(&before).is_some_and(|of| of.place == place) {
                self.by_key.remove(&before);
            }
        } else if self.free.pop().is_none() {
            self.next_place += 1;
        }
        self.by_key.insert(identity, answer);
        self.order.push_back((identity, answer));
        self.next_sequence += 1;
    }
}

/// An answer as it is stored.
struct Stored {
    sequence: i64,
    identity: Hash,
    answer: Answer,
}

impl Stored {
    fn read(place: i64, request: RecordRef<'_>) -> Option<Self> {
        let hash = |name| match request.get(name) {
            Some(Value::Bytes(hash)) => Hash::try_from(hash).ok(),
            _ => None,
        };
        Some(Self {
            sequence: number(request, SEQUENCE),
            identity: hash(IDENTITY)?,
            answer: Answer {
                place,
                content: hash(CONTENT)?,
                answered_at: number(request, ANSWERED_AT),
            },
        })
    }
}

fn number(record: RecordRef<'_>, name: &str) -> i64 {
    match record.get(name) {
        Some(Value::I64(number)) => number,
        _ => 0,
    }
}

/// An answer that is about to be stored.
pub(super) struct Answering {
    identity: Hash,
    answer: Answer,
    record: RecordBuf,
}

impl Answering {
    /// The answer as a part of the step that stores it.
    pub(super) fn answer(&self) -> NewAnswer<'_> {
        NewAnswer {
            place: self.answer.place,
            request: self.record.as_ref(),
        }
    }
}

impl Processor {
    /// The answer to a request that repeats an earlier one; `None` if there is none.
    ///
    /// # Errors
    /// [`InvokeError::OtherRequest`] if the earlier one was another.
    pub(super) fn repeated(
        &mut self,
        keyed: &KeyedRequest,
        request: &Request,
    ) -> Result<Option<CommandOutput>, InvokeError> {
        let now = self.place.config.clock.millis();
        let Some(answer) = self.answered.find(keyed, now) else {
            return Ok(None);
        };
        if answer.content != keyed.content {
            let key = request.key.clone().unwrap_or_default();
            return Err(InvokeError::OtherRequest { key });
        }
        let kept = self.state.answer(answer.place)?;
        let is_same = |kept: &KeptAnswer| {
            kept.request.as_ref().get(IDENTITY) == Some(Value::Bytes(&keyed.identity))
        };
        let kept = kept.filter(is_same).ok_or_else(|| {
            StateError::Storage(StorageError {
                doing: "get",
                reason: format!("damaged: expected another answer in place {}", answer.place),
            })
        })?;
        let of = kept.request.as_ref();
        Ok(Some(CommandOutput {
            offset: number(of, OFFSET),
            wlog_offset: number(of, WLOG_OFFSET),
            results: kept.results,
            responses: kept.responses,
            new_ids: kept.new_ids,
            is_repeated: true,
            logs: Vec::new(),
            stopped: self.stops_of(request.workspace),
        }))
    }

    /// Describes the answer to a request whose event has these offsets.
    pub(super) fn answering(
        &self,
        keyed: &KeyedRequest,
        (offset, wlog_offset): (i64, i64),
    ) -> Result<Answering, InvokeError> {
        let now = self.place.config.clock.millis();
        let KeyedRequest { identity, content } = *keyed;
        let mut record = RecordBuilder::new();
        record.put(IDENTITY, Value::Bytes(&identity));
        record.put(CONTENT, Value::Bytes(&content));
        record.put(SEQUENCE, Value::I64(self.answered.next_sequence));
        record.put(ANSWERED_AT, Value::I64(now));
        record.put(OFFSET, Value::I64(offset));
        record.put(WLOG_OFFSET, Value::I64(wlog_offset));
        Ok(Answering {
            identity,
            answer: Answer {
                place: self.answered.place(now),
                content,
                answered_at: now,
            },
            record: record.build()?,
        })
    }

    /// Remembers an answer that is stored.
    pub(super) fn answer_stored(&mut self, answering: &Answering) {
        self.answered.add(answering.identity, answering.answer);
    }
}
