//! The structs of the platform's storages, compared with the fields of the contract.

use heeus_abi::{FieldType, Presence, STORAGE_FIELDS, Storage, StorageField};
use heeus_sdk::field::ToRecord;
use heeus_sdk::native::{FieldShape, Shape};
use heeus_sdk::sys::{
    CommandCall, FederationAnswer, FederationCommand, HttpRequest, HttpResponse, JobCall, Mail,
    QueryCall, Response, Subject,
};

enum Part {
    Key,
    Value,
}

fn fields(storage: Storage, part: &Part) -> &'static [StorageField] {
    let fields = STORAGE_FIELDS.iter().find(|of| of.storage == storage);
    let fields = fields.expect("a storage with fixed fields");
    let fields = match part {
        Part::Key => fields.key,
        Part::Value => fields.value,
    };
    fields.expect("fields that are fixed")
}

/// Returns the type of the field in a struct, and the type of its items.
fn written(field: &StorageField) -> (FieldType, Option<FieldType>) {
    match field.presence {
        Presence::Required | Presence::Optional => (field.ty, field.items),
        Presence::Repeated | Presence::OptionalRepeated => (FieldType::Array, Some(field.ty)),
    }
}

fn is_always(field: &StorageField) -> bool {
    matches!(field.presence, Presence::Required | Presence::Repeated)
}

#[track_caller]
fn shape_of<'a>(shape: &'a Shape, name: &str) -> Option<&'a FieldShape> {
    shape.fields.iter().find(|field| field.name == name)
}

#[test]
fn what_is_written_has_all_that_must_be_there() {
    let cases: [(&Shape, Storage, Part); 4] = [
        (Response::SHAPE, Storage::Response, Part::Value),
        (HttpRequest::SHAPE, Storage::Http, Part::Key),
        (
            FederationCommand::SHAPE,
            Storage::FederationCommand,
            Part::Key,
        ),
        (Mail::SHAPE, Storage::SendMail, Part::Key),
    ];
    for (shape, storage, part) in cases {
        let fields = fields(storage, &part);
        assert_eq!(shape.fields.len(), fields.len(), "{storage}");
        for field in fields {
            let found = shape_of(shape, field.name);
            let found = found.unwrap_or_else(|| panic!("{storage} {}", field.name));
            assert_eq!(
                (found.ty, found.items),
                written(field),
                "{storage} {}",
                field.name
            );
            assert!(
                !is_always(field) || !found.optional,
                "{storage} {}",
                field.name
            );
        }
    }
}

#[test]
fn what_is_read_needs_no_more_than_is_there() {
    let cases: [(&Shape, Storage); 6] = [
        (CommandCall::SHAPE, Storage::CommandContext),
        (QueryCall::SHAPE, Storage::QueryContext),
        (JobCall::SHAPE, Storage::JobContext),
        (Subject::SHAPE, Storage::RequestSubject),
        (HttpResponse::SHAPE, Storage::Http),
        (FederationAnswer::SHAPE, Storage::FederationCommand),
    ];
    for (shape, storage) in cases {
        let fields = fields(storage, &Part::Value).iter();
        // The time of the run is read by `now` of its context.
        let fields: Vec<_> = fields.filter(|field| field.name != "StartedAt").collect();
        assert_eq!(shape.fields.len(), fields.len(), "{storage}");
        for field in fields {
            let found = shape_of(shape, field.name);
            let found = found.unwrap_or_else(|| panic!("{storage} {}", field.name));
            assert_eq!(found.ty, written(field).0, "{storage} {}", field.name);
            let needed = !found.optional;
            assert!(is_always(field) || !needed, "{storage} {}", field.name);
        }
    }
}
