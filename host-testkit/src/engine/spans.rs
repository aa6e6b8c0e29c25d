//! The spans that a host traces with, through the crate `tracing`: deploy, invoke, apply.
//!
//! All have the target [`TARGET`]. Where no subscriber wants it, a span is a look at one number.

use heeus_abi::LogLevel;
use tracing::field::Empty;
use tracing::level_filters::LevelFilter;
use tracing::{Level, Span, event, span};

use super::{Call, Engine, EngineKind, LogEntry, RunReport};
use crate::error::ErrorClass;
use crate::shown::Neutral;
use crate::state::HostState;

/// The target of all spans.
pub const TARGET: &str = "heeus";

/// Where in a host something runs.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The package.
    pub package: &'a str,
    /// What runs its extensions.
    pub engine: EngineKind,
    /// The workspace.
    pub workspace: i64,
    /// Where in the log the event stands that it is about, if there is one.
    pub offset: Option<i64>,
}

/// A package is deployed: level info, with the fields `package`, `engine` and `result`.
#[inline]
pub fn deploy(package: &str, engine: EngineKind) -> Span {
    span!(target: TARGET, Level::INFO, "deploy", package = %Neutral(package), %engine, result = Empty)
}

/// A span of a run.
macro_rules! of_run {
    ($name:literal, $place:ident, $call:ident) => {
        span!(
            target: TARGET,
            Level::DEBUG,
            $name,
            package = %Neutral($place.package),
            extension = %Neutral($call.name),
            kind = $call.kind.name(),
            engine = %$place.engine,
            workspace = $place.workspace,
            offset = $place.offset,
            result = Empty,
        )
    };
}

/// An extension runs: level debug, with the fields `package`, `extension`, `kind`, `engine`, `workspace`, `offset` and
/// `result`.
#[inline]
pub fn invoke(place: &Place<'_>, call: &Call<'_>) -> Span {
    of_run!("invoke", place, call)
}

/// The intents of a run are applied: level debug, with the fields of [`invoke`].
#[inline]
pub fn apply(place: &Place<'_>, call: &Call<'_>) -> Span {
    of_run!("apply", place, call)
}

/// Passes on what a run logged, each line as an event of its own level, with the fields `package`, `extension` and
/// `workspace`, and the line as its message.
pub fn lines(place: &Place<'_>, call: &Call<'_>, lines: &[LogEntry]) {
    macro_rules! pass_on {
        ($level:expr, $line:expr) => {
            event!(
                target: TARGET,
                $level,
                package = %Neutral(place.package),
                extension = %Neutral(call.name),
                workspace = place.workspace,
                "{}",
                Neutral(&$line.text)
            )
        };
    }
    for line in lines {
        match line.level {
            LogLevel::Error => pass_on!(Level::ERROR, line),
            LogLevel::Warn => pass_on!(Level::WARN, line),
            LogLevel::Info => pass_on!(Level::INFO, line),
            LogLevel::Debug => pass_on!(Level::DEBUG, line),
            LogLevel::Trace => pass_on!(Level::TRACE, line),
        }
    }
}

/// Notes in a span what it came to: the [name](ErrorClass::name) of the error's class, `ok` for none.
#[inline]
pub fn note(span: &Span, failed: Option<ErrorClass>) {
    if !span.is_disabled() {
        span.record("result", failed.map_or("ok", ErrorClass::name));
    }
}

/// Runs an extension on any engine within a span of [`invoke`]. Who calls [`Engine::invoke`] itself has no span.
pub fn invoke_traced<E: Engine + ?Sized>(
    engine: &mut E,
    place: &Place<'_>,
    state: &mut HostState,
    call: &Call<'_>,
) -> RunReport {
    if LevelFilter::current() < Level::DEBUG {
        // Nobody wants the span; so the report is made where it is returned.
        return engine.invoke(state, call);
    }
    let span = invoke(place, call);
    let entered = span.enter();
    let report = engine.invoke(state, call);
    drop(entered);
    note(
        &span,
        report.result.as_ref().err().map(|error| error.class()),
    );
    report
}
