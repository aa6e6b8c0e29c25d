//! An app over days.

use std::time::Duration;

use heeus_host_testkit::host::engine::BuiltinModule;
use heeus_host_testkit::host::engine::EngineKind::Builtin;
use heeus_host_testkit::host::external::ExternalError;
use heeus_host_testkit::host::{JobRun, Package};
use heeus_host_testkit::prelude::*;
use heeus_sdk::prelude::*;
use heeus_sdk::sys::{HttpRequest, Mail};

use crate::failure::failure;

const URL: &str = "https://bank.example";
const HOUR: Duration = Duration::from_hours(1);

/// The content of a pot.
#[derive(Entity, Clone, Debug, PartialEq)]
#[entity(view = "pot.Pot")]
struct Pot {
    #[entity(partition)]
    number: i32,
    #[entity(default = 0)]
    sum: i64,
    counted_at: Option<Timestamp>,
}

#[derive(Record)]
struct Put {
    amount: i64,
}

fn put(_: &CommandContext<'_>, put: Put) -> Result<Put, Error> {
    if put.amount == 0 {
        return Err("nothing".into());
    }
    Ok(put)
}

fn count(ctx: &JobContext<'_>) -> Result<(), Error> {
    let now = ctx.now()?;
    let pot = Pot::get(ctx, 1)?.ok_or("an empty pot")?;
    pot.update(ctx, |pot| pot.counted_at = Some(now))?;
    Ok(())
}

fn package() -> Package {
    // Adds the amount of a command, and reports it to the bank.
    let add = |ctx: &ProjectorContext<'_>, event: Event<'_, Put>| -> Result<(), Error> {
        HttpRequest::new("POST", URL).send(ctx)?;
        Mail::new(("smtp.example", 25), "pot@example.com", "ann@example.com").send(ctx);
        Pot::upsert(ctx, 1, |pot| pot.sum += event.argument.amount)?;
        Ok(())
    };
    let module = BuiltinModule::builder("pot")
        .entity::<Pot>()
        .command("Put", put)
        .query("Has", |ctx: &QueryContext<'_>| -> Result<Put, Error> {
            let amount = Pot::must_get(ctx, 1)?.sum;
            Ok(Put { amount })
        })
        .projector("Add", add)
        .after(["Put"])
        .job("Count", count)
        .job("Look", |_: &JobContext<'_>| ())
        .build();
    Package::new("pot")
        .module(module.unwrap())
        .job_in("Count", Builtin, 2 * HOUR, [1])
        .job_in("Look", Builtin, 3 * HOUR, [1, 2])
}

/// A scenario from midnight on, with a bank that answers.
fn scenario() -> Scenario {
    let mut scenario = Scenario::at("2026-11-30T00:00:00Z");
    scenario
        .http("POST", URL, HttpAnswer::new(200))
        .deploy(package());
    scenario
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn pot(sum: i64, counted_at: Option<&str>) -> Pot {
    Pot {
        number: 1,
        sum,
        counted_at: counted_at.map(at),
    }
}

#[test]
fn projectors_have_followed_when_a_command_returns() {
    let mut scenario = scenario();
    scenario.expect_none::<Pot>(1);
    for _ in 0..3 {
        scenario.command("Put", &Put { amount: 5 }).unwrap();
    }
    scenario.expect_stored(&pot(15, None));
    scenario.expect_row("pot.Pot", record! { Number: 1 }, record! { Sum: 15i64 });
    let has = scenario.query("pot.Has", ()).unwrap();
    assert_eq!(has.results::<Put>().unwrap()[0].amount, 15);
    assert_eq!(
        (scenario.mails().len(), scenario.http_requests().len()),
        (3, 3)
    );
    scenario.workspace(2).expect_all::<Pot>([]);
    scenario.command("Put", &Put { amount: 1 }).unwrap();
    assert_eq!(scenario.stored::<Pot>(), [pot(1, None)]);
    scenario.workspace(1).expect_all(&[pot(15, None)]);
}

#[test]
fn a_command_that_is_refused_leaves_nothing() {
    let mut scenario = scenario();
    let refused = scenario.command("Put", record! { Amount: 0i64 });
    assert!(refused.unwrap_err().to_string().contains("nothing"));
    scenario.expect_all::<Pot>([]).expect_mails([]);
    scenario.expect_http_requests([]);
}

#[test]
fn jobs_run_at_their_times_in_order() {
    let mut scenario = scenario();
    scenario.command("Put", &Put { amount: 5 }).unwrap();
    assert_eq!(scenario.until("2026-11-30T01:59:59Z"), []);
    let runs = scenario.until("2026-11-30T05:30:00Z");
    let run = |JobRun {
                   name,
                   workspace,
                   due,
                   ..
               }: &JobRun| {
        let due = Timestamp::from_millis(*due).unwrap();
        format!("{name} {workspace} {}", due.to_text())
    };
    let runs: Vec<_> = runs.iter().map(run).collect();
    assert_eq!(
        runs,
        [
            "pot.Count 1 2026-11-30T02:00:00.000Z",
            "pot.Look 1 2026-11-30T03:00:00.000Z",
            "pot.Look 2 2026-11-30T03:00:00.000Z",
            "pot.Count 1 2026-11-30T04:00:00.000Z",
        ]
    );
    scenario.expect_stored(&pot(5, Some("2026-11-30T04:00:00Z")));
    // No turn is left out, however many there are.
    let runs = scenario.until("2030-11-30T00:00:00Z");
    assert_eq!(runs.len(), (4 * 365 + 1) * (12 + 8 + 8) - 4);
    scenario.expect_stored(&pot(5, Some("2030-11-30T00:00:00Z")));
}

#[test]
fn what_failed_is_tried_again_on_the_way() {
    let mut scenario = scenario();
    scenario
        .allow_failures("Add")
        .http("POST", URL, HttpAnswer::failed("busy"));
    scenario.command("Put", &Put { amount: 5 }).unwrap();
    // After 1, 3, 7, 15, 31 and 63 seconds.
    scenario.until("2026-11-30T00:01:10Z");
    scenario.expect_all::<Pot>([]).expect_mails([]);
    assert_eq!(scenario.http_requests().len(), 7);
    scenario
        .http("POST", URL, HttpAnswer::new(200))
        .fakes()
        .fail_mail(ExternalError::new("busy"));
    scenario.until("2026-11-30T00:02:06Z");
    scenario.expect_all::<Pot>([]);
    scenario.until("2026-11-30T00:02:07Z");
    scenario.expect_stored(&pot(5, None)).expect_mails([]);
    scenario.until("2026-11-30T00:10:00Z");
    assert_eq!(scenario.mails().len(), 1);
}

#[test]
fn rows_are_arranged_in_a_workspace() {
    let mut scenario = scenario();
    scenario
        .given(&pot(3, None))
        .workspace(2)
        .expect_none::<Pot>(1);
    scenario
        .workspace(1)
        .command("Put", &Put { amount: 4 })
        .unwrap();
    scenario.expect_all(&[pot(7, None)]);
}

#[test]
fn a_projector_that_fails_fails_the_test() {
    let mut scenario = scenario();
    scenario.http("POST", URL, HttpAnswer::failed("busy"));
    let failed = failure(|| drop(scenario.command("Put", &Put { amount: 5 }))); // fails
    failed
        .is_blamed_on("// fails")
        .says_part("pot.Add stopped at event 1 of workspace 1 (tried 1 times): ");
}

#[test]
fn a_job_that_fails_fails_the_test() {
    let mut scenario = scenario();
    let failed = failure(|| drop(scenario.until("2026-12-01T00:00:00Z"))); // fails
    failed
        .is_blamed_on("// fails")
        .says_part("pot.Count in workspace 1 at 2026-11-30T02:00:00.000Z: Count in pot: ");
    let mut scenario = self::scenario();
    scenario.allow_failures("pot.Count");
    let runs = scenario.until("2026-11-30T02:00:00Z");
    assert!(matches!(&runs[..], [JobRun { result: Err(_), .. }]));
}

#[test]
fn mistakes_are_blamed_on_their_lines() {
    let mut scenario = scenario();
    let failed = failure(|| {
        scenario.until("2026-11-29T23:00:00Z"); // past
    });
    failed.is_blamed_on("// past").says(
        "2026-11-29T23:00:00.000Z is before the present time of the scenario, \
         2026-11-30T00:00:00.000Z",
    );
    let failed = failure(|| {
        scenario.rows("pot.Other"); // entity
    });
    failed.is_blamed_on("// entity").says_part("pot.Other");
    let failed = failure(|| {
        scenario.deploy(Package::new("pot").command("None", Builtin)); // refused
    });
    failed.is_blamed_on("// refused").says_part("pot: ");
    let failed = failure(|| {
        scenario.expect_stored(&pot(1, None)); // row
    });
    failed
        .is_blamed_on("// row")
        .says("pot.Pot: no row under record! { Number: 1 }; there are none");
    let failed = failure(|| {
        scenario.expect_mails([record! { Subject: "S" }]); // mails
    });
    failed.is_blamed_on("// mails").says_part("other mails");
    let failed = failure(|| {
        let red = HttpAnswer::new(200).when("Color", "red");
        scenario.http("GET", URL, red); // field
    });
    failed
        .is_blamed_on("// field")
        .says_part("cannot be arranged");
}
