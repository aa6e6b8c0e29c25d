use core::time::Duration;

use heeus_host_testkit::host::Package;
use heeus_host_testkit::prelude::*;
use heeus_sdk::values::Date;

use super::Due;

#[test]
fn readers_are_reminded_on_the_day() {
    let module = module!(World::Native);
    let (engine, day) = (module.kind(), Duration::from_hours(24));
    let package = Package::new("library").module(module);

    let mut scenario = Scenario::at("2026-11-30T06:00:00Z");
    scenario.deploy(package.job("Remind", engine, day, 1));
    scenario.given(&Due {
        day: Date::new(2026, 12, 2).expect("a day"),
        loan: RecordId(70_000),
        mail: "ann@example.com",
    });
    scenario.until("2026-12-02T05:59:59Z");
    scenario.expect_mails([]);
    scenario.until("2026-12-09T00:00:00Z");
    assert_eq!(scenario.mails().len(), 1);
}
