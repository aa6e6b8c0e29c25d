//! New texts for the snapshots of one source, from any process and in any order.
//!
//! A compiled test knows the place of its snapshot at the time when it was compiled. Other tests
//! may have changed the source since. So the notes about a source keep its text from before the
//! first change, and all changes: places are found in the old text, and the new text is the old one
//! with all changes.

use std::ops::Range;
use std::path::Path;

use serde_json::{Value, json};

use super::literal::{self, Place};
use super::{BlessError, Locked, TwoTexts, built, session};

/// A change to a source.
struct Patch {
    /// The range in the old text that it replaces.
    range: Range<usize>,
    /// The new argument of the macro.
    argument: String,
    /// The text of the snapshot.
    text: String,
    session: String,
}

/// A source, and the changes to it.
struct Patched {
    /// The text before the first change.
    old: String,
    /// The time of the first change.
    since: u64,
    patches: Vec<Patch>,
}

/// Writes a text into the snapshot at this place of a source; `compiled` is the literal in the
/// compiled program.
pub(in crate::expect) fn inline(
    file: &Path,
    place: Place,
    compiled: &str,
    text: &str,
) -> Result<(), BlessError> {
    let locked = Locked::new(file)?;
    let now = std::fs::read_to_string(file).map_err(|error| BlessError::io(file, &error))?;
    let mut patched = match Patched::of(&locked.noted(), &now) {
        Some(patched) => patched,
        None => Patched {
            old: now.clone(),
            since: locked.time()?,
            patches: Vec::new(),
        },
    };
    let Some((range, indent)) = literal::find(&patched.old, place, compiled) else {
        return Err(BlessError::Other(format!(
            "{}: there is no snapshot at {place} with the text that was compiled; the source was \
             changed since, or the text is made by another macro: build the tests again, or write \
             the text by hand",
            file.display()
        )));
    };
    let session = session();
    if let Some(before) = patched.at(range.start) {
        if before.text == text {
            return Ok(());
        }
        if before.session == session {
            return Err(BlessError::TwoTexts(TwoTexts(before.text.clone())));
        }
    }
    let mut argument = literal::write(text, indent);
    if patched.old.contains("\r\n") {
        argument = argument.replace('\n', "\r\n");
    }
    if literal::text_of(compiled) == text {
        patched
            .old
            .get(range.clone())
            .unwrap_or_default()
            .clone_into(&mut argument);
    }
    patched
        .patches
        .retain(|patch| patch.range.start != range.start);
    patched.patches.push(Patch {
        range,
        argument,
        text: text.to_owned(),
        session,
    });
    let new = patched.new_text();
    if new != now {
        locked.write(&new)?;
    }
    locked.note(&patched.noted(&new))
}

impl Patched {
    /// The changes in the notes, if the source still is the result of them and this program was
    /// built before them.
    fn of(noted: &Value, now: &str) -> Option<Self> {
        let since = noted["since"].as_u64()?;
        if noted["new"].as_str()? != now || built() > since {
            return None;
        }
        let patches = noted["patches"].as_array()?.iter().map(Patch::of);
        Some(Self {
            old: noted["old"].as_str()?.to_owned(),
            since,
            patches: patches.collect::<Option<_>>()?,
        })
    }

    fn at(&self, start: usize) -> Option<&Patch> {
        self.patches.iter().find(|patch| patch.range.start == start)
    }

    /// The old text with all changes.
    fn new_text(&mut self) -> String {
        self.patches.sort_by_key(|patch| patch.range.start);
        let (mut new, mut at) = (String::new(), 0);
        for Patch {
            range, argument, ..
        } in &self.patches
        {
            new.push_str(self.old.get(at..range.start).unwrap_or_default());
            new.push_str(argument);
            at = range.end;
        }
        new + self.old.get(at..).unwrap_or_default()
    }

    fn noted(&self, new: &str) -> Value {
        let patches = self.patches.iter().map(|patch| {
            json!([
                patch.range.start,
                patch.range.end,
                patch.argument,
                patch.text,
                patch.session
            ])
        });
        let patches: Vec<Value> = patches.collect();
        json!({ "old": self.old, "since": self.since, "new": new, "patches": patches })
    }
}

impl Patch {
    fn of(noted: &Value) -> Option<Self> {
        let number = |at: usize| usize::try_from(noted[at].as_u64()?).ok();
        let text = |at: usize| noted[at].as_str().map(str::to_owned);
        Some(Self {
            range: number(0)?..number(1)?,
            argument: text(2)?,
            text: text(3)?,
            session: text(4)?,
        })
    }
}
