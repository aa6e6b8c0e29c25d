//! The time of a run, in each kind. Each extension logs it twice.

use heeus_sdk::prelude::*;

macro_rules! log_time {
    ($($kind:literal, $name:literal, $function:ident, $context:ident;)+) => {$(
        #[extension(kind = $kind, name = $name)]
        fn $function(ctx: &$context<'_>) -> Result<(), Error> {
            let (first, second) = (ctx.now()?, ctx.now()?);
            ctx.log(LogLevel::Info, &alloc::format!("{} {}", first.millis(), second.millis()));
            Ok(())
        }
    )+};
}

log_time! {
    "command", "CommandTime", command_time, CommandContext;
    "query", "QueryTime", query_time, QueryContext;
    "validator", "ValidatorTime", validator_time, ValidatorContext;
    "projector", "ProjectorTime", projector_time, ProjectorContext;
    "job", "JobTime", job_time, JobContext;
}
