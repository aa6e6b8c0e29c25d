//! Spans with which a host traces through the crate `tracing`: deploy, invoke, apply.
//!
//! All have the target [`TARGET`]. If no subscriber wants a span, it only costs the read of one
//! number.

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

/// The place of a run in a host.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The package.
    pub package: &'a str,
    /// The engine that runs its extensions.
    pub engine: EngineKind,
    /// The workspace.
    pub workspace: i64,
    /// The offset in the log of the event that the run is about, if there is one.
    pub offset: Option<i64>,
}

/// The span of a deployment: level info, with the fields `package`, `engine` and `result`.
#[inline]
pub fn deploy(package: &str, engine: EngineKind) -> Span {
    span!(
        target: TARGET,
        Level::INFO,
        "deploy",
        package = %Neutral(package),
        %engine,
        result = Empty
    )
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

/// The span of a run: level debug, with the fields `package`, `extension`, `kind`, `engine`,
/// `workspace`, `offset` and `result`.
#[inline]
pub fn invoke(place: &Place<'_>, call: &Call<'_>) -> Span {
    of_run!("invoke", place, call)
}

/// The span of applying a run's intents: level debug, with the fields of [`invoke`].
#[inline]
pub fn apply(place: &Place<'_>, call: &Call<'_>) -> Span {
    of_run!("apply", place, call)
}

/// Passes on the log lines of a run, each as an event of its own level, with the fields `package`,
/// `extension` and `workspace`, and the line as its message.
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

/// Records the result in a span: the [name](ErrorClass::name) of the error's class, `ok` for none.
#[inline]
pub fn note(span: &Span, failed: Option<ErrorClass>) {
    if !span.is_disabled() {
        span.record("result", failed.map_or("ok", ErrorClass::name));
    }
}

/// Runs an extension on any engine within a span of [`invoke`]. A caller of [`Engine::invoke`]
/// itself gets no span.
pub fn invoke_traced<E: Engine + ?Sized>(
    engine: &mut E,
    place: &Place<'_>,
    state: &mut HostState,
    call: &Call<'_>,
) -> RunReport {
    if LevelFilter::current() < Level::DEBUG {
        // Nobody wants the span, so the report is built in its final place.
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
