//! The native twin of an extension crate: annotated functions and entities as structs, called by
//! their names.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use heeus_abi::{GetCode, KeyRef, Op, OutcomeRef, ReadCode, RecordRef, Status};
use heeus_sdk::native::{Extension, Host};
use heeus_sdk::prelude::*;

#[derive(Entity, Clone)]
#[entity(view = "twin.Totals")]
struct Totals<'run> {
    #[entity(partition)]
    year: i32,
    #[entity(clustering)]
    article: &'run str,
    amount: i64,
    notes: Vec<&'run str>,
    best: Option<Best>,
}

#[derive(Record, Clone)]
struct Best {
    amount: i64,
    rate: f64,
}

#[derive(Record)]
struct Order<'run> {
    year: i32,
    article: &'run str,
    amount: i64,
}

/// Adds to a total.
#[extension(kind = "projector", name = "Add")]
fn add(ctx: &ProjectorContext<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let Order {
        year,
        article,
        amount,
    } = Order::from_record(args.record())?;
    ctx.log(LogLevel::Info, article);
    let Some(before) = Totals::get(ctx, (year, article))? else {
        let (notes, best) = (vec!["first"], None);
        Totals {
            year,
            article,
            amount,
            notes,
            best,
        }
        .insert(ctx);
        return Ok(());
    };
    before.update(ctx, |total| {
        total.amount += amount;
        total.notes.push("more");
        total.best = Some(Best {
            amount,
            rate: f64::NAN,
        });
    })?;
    Ok(())
}

#[derive(Record)]
struct Year {
    year: i32,
}

#[derive(Record)]
struct Sum {
    sum: i64,
    longest: String,
}

/// Sums up a year twice: from rows that are kept, and from rows one by one.
#[extension(kind = "query", name = "Sum")]
fn sum(ctx: &QueryContext<'_>, args: Year) -> Result<Sum, Error> {
    let rows = Totals::read(ctx, args.year)?;
    let longest = rows
        .as_slice()
        .iter()
        .map(|row| row.article)
        .max_by_key(|name| name.len());
    let longest = longest.unwrap_or_default().to_owned();
    let kept: i64 = rows.map(|row| row.amount).sum();
    let mut sum = 0;
    Totals::for_each(ctx, args.year, |row| {
        let many = row.notes.iter().filter(|note| note.is_empty()).count();
        sum += row.amount + i64::try_from(many).unwrap_or(-1);
    })?;
    if kept != sum {
        return Err("two sums".into());
    }
    Ok(Sum { sum, longest })
}

/// Rows by the bytes of their keys' records.
#[derive(Default)]
struct Shelf(RefCell<BTreeMap<Vec<u8>, Vec<u8>>>);

impl Host for Shelf {
    fn get(&self, key: &[u8]) -> Result<Vec<u8>, GetCode> {
        let key = KeyRef::check(key).expect("a key");
        let row = self.0.borrow().get(key.record.as_bytes()).cloned();
        row.ok_or(GetCode::NotExists)
    }

    fn read(&self, _: &[u8], _: u32, on_element: &mut dyn FnMut(&[u8], &[u8]) -> bool) -> ReadCode {
        let rows = self.0.borrow().clone();
        rows.iter().all(|(key, row)| on_element(key, row));
        ReadCode::Done
    }
}

/// Runs an extension and keeps new rows. Returns the status, the number of fields of each intent's
/// value, and the bytes of the last value.
fn run(shelf: &Rc<Shelf>, name: &str, args: &[u8]) -> (Status, Vec<usize>, Vec<u8>) {
    let extension = Extension::all().find(|extension| extension.name() == name);
    let args = RecordRef::check(args).expect("arguments");
    let block = extension
        .expect("it is registered")
        .run(shelf.clone(), args);
    let block = block.expect("it leaves something");
    let outcome = OutcomeRef::check(&block).expect("a sound block");
    let (mut fields, mut last) = (Vec::new(), Vec::new());
    for intent in outcome.intents() {
        let intent = intent.expect("a sound intent");
        fields.push(intent.value.len());
        last = intent.value.as_bytes().to_vec();
        if intent.op == Op::Insert && !intent.key.record.is_empty() {
            shelf
                .0
                .borrow_mut()
                .insert(intent.key.record.as_bytes().to_vec(), last.clone());
        }
    }
    outcome.logs().for_each(|line| assert!(line.is_ok()));
    (outcome.status, fields, last)
}

#[test]
fn annotated_functions_run_by_their_names() {
    let shelf = Rc::default();
    let order = |year, article, amount| {
        Order {
            year,
            article,
            amount,
        }
        .to_bytes()
    };
    for (article, amount) in [
        ("bread", 3),
        ("a longer name, of more than sixteen bytes", 4),
        ("ž", 5),
    ] {
        let (status, fields, _) = run(&shelf, "Add", &order(2026, article, amount));
        assert_eq!((status, fields), (Status::Ok, vec![2]));
    }
    // An existing row is updated: amount, notes and best have changed.
    let (status, fields, _) = run(&shelf, "Add", &order(2026, "bread", 3));
    assert_eq!((status, fields), (Status::Ok, vec![3]));
    let (status, _, row) = run(&shelf, "Sum", &Year { year: 2026 }.to_bytes());
    assert_eq!(status, Status::Ok);
    let sum = Sum::from_record(RecordRef::check(&row).expect("a record")).expect("a sum");
    assert_eq!((sum.sum, sum.longest.len()), (12, 41));
    // The arguments have another shape.
    let other = Best {
        amount: 1,
        rate: 0.5,
    };
    let (status, ..) = run(&shelf, "Sum", &other.to_bytes());
    assert_eq!(status, Status::Error);
}
