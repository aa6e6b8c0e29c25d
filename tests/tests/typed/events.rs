//! Events of several commands, as an enum.

use heeus_host_testkit::prelude::*;

use super::support::everywhere;

fn event(name: &str, argument: DynRecord) -> DynRecord {
    record! { QName: QName(name), Workspace: 7i64, ArgumentObject: argument }
}

/// Runs a projector at an event.
fn at(kit: &mut Kit, projector: &str, name: &str, argument: DynRecord) -> Outcome {
    kit.event(event(name, argument));
    kit.run(projector, record! {})
}

#[test]
fn each_event_has_its_argument() {
    everywhere(|kit| {
        let cancel = || record! { Reason: "late" };
        let mut several =
            |name: &str, argument: DynRecord| at(kit, "FollowSeveral", name, argument);
        vec![
            several("typed.Place", record! { Number: 5 }).expect_log(LogLevel::Info, "placed 5 -"),
            several("typed.Place", record! { Number: 5, Note: "soon" })
                .expect_log(LogLevel::Info, "placed 5 soon"),
            several("typed.Cancel", cancel()).expect_log(LogLevel::Info, "cancelled: late"),
            // The whole name comes before the last part of a name.
            several("crm.Cancel", record! {}).expect_log(LogLevel::Info, "left, 7"),
            several("other.Cancel", cancel()).expect_log(LogLevel::Info, "cancelled: late"),
        ]
    });
}

#[test]
fn an_event_of_no_variant_is_an_error_without_one_for_others() {
    everywhere(|kit| {
        let mut told = Vec::new();
        for name in ["typed.Placed", "other.Place", "crm.ReCancel"] {
            let message =
                format!("Followed: event {name}, expected one of Cancel, typed.Place, crm.Cancel");
            told.push(at(kit, "FollowSeveral", name, record! {}).expect_error(&message));
            let other = at(kit, "FollowOthers", name, record! {});
            told.push(other.expect_log(LogLevel::Info, "another event"));
        }
        let known = at(
            kit,
            "FollowOthers",
            "typed.Cancel",
            record! { Reason: "late" },
        );
        told.push(known.expect_log(LogLevel::Info, "late"));
        told
    });
}

#[test]
fn an_argument_that_does_not_fit_is_reported_with_event_and_variant() {
    everywhere(|kit| {
        let wrong = at(kit, "FollowSeveral", "typed.Place", record! { Number: "5" });
        let absent = at(kit, "FollowSeveral", "typed.Cancel", record! {});
        kit.event(record! { QName: QName("typed.Place") });
        let bare = kit.run("FollowSeveral", record! {});
        kit.event(record! { ArgumentObject: record! {} });
        let unnamed = kit.run("FollowSeveral", record! {});
        vec![
            wrong.expect_error(
                "Followed::Placed: event typed.Place: Placed: field Number is not of type i32: \
                 found string",
            ),
            absent.expect_error(
                "Followed::Cancelled: event typed.Cancel: Cancelled: field Reason is absent",
            ),
            bare.expect_error(
                "Followed::Placed: event typed.Place: Event: field ArgumentObject is absent",
            ),
            unnamed.expect_error("field QName is absent"),
        ]
    });
}
