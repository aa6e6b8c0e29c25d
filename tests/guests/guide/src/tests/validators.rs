use heeus_host_testkit::prelude::*;

two_worlds!(
    a_reader_with_a_name_may_join,
    others_are_refused_with_a_code,
);

fn a_reader_with_a_name_may_join(kit: &mut Kit) {
    kit.run("CheckReader", record! { Name: "Ada" }).expect_ok();
    kit.run(
        "CheckReader",
        record! { Name: "Ada", Mail: "ada@example.com" },
    )
    .expect_ok();
}

fn others_are_refused_with_a_code(kit: &mut Kit) {
    kit.run("CheckReader", record! { Name: " " })
        .expect_error("the reader has no name")
        .expect_error_code(400);
    kit.run("CheckReader", record! { Name: "Ada", Mail: "ada" })
        .expect_error("ada is no mail address");
    kit.run("CheckReader", record! {})
        .expect_error("Reader: field Name is absent");
}
