//! The limits of structs.

use super::*;

#[derive(Record, Clone, Default)]
struct Node {
    children: Vec<Node>,
    only: Option<Leaf>,
}

#[derive(Record, Clone, Default)]
struct Leaf {
    number: i32,
}

#[derive(Record)]
struct All<'run> {
    any: Option<WasmStateElement<'run>>,
    items: Option<Items<'run>>,
    names: Option<Vec<QName<'run>>>,
    name: Option<QName<'run>>,
    bits: Option<Vec<bool>>,
    leaves: Option<Vec<Leaf>>,
    node: Option<Node>,
}

const NONE: All<'static> = All {
    any: None,
    items: None,
    names: None,
    name: None,
    bits: None,
    leaves: None,
    node: None,
};

#[derive(Record)]
struct Outer<'run> {
    all: All<'run>,
}

/// Runs a query that returns a row.
fn typed(
    args: RecordRef<'_>,
    row: impl Fn(WasmStateElement<'_>, &QueryContext<'_>) + Send + Sync + 'static,
) -> Ended {
    let query = native::function!(query, |ctx, args| {
        let args: WasmStateElement<'_> = args;
        row(args, ctx);
        Ok::<(), Error>(())
    });
    outcome(query.run(Rc::new(Nothing::default()), args))
}

fn of_nodes(depth: usize, leaf: Option<Leaf>) -> Node {
    let inner = Node {
        children: Vec::new(),
        only: leaf,
    };
    (0..depth).fold(inner, |inner, _| Node {
        children: vec![inner],
        only: None,
    })
}

#[test]
fn structs_inside_each_other() {
    let fine = (Status::Ok, String::new(), 0);
    let empty = RecordRef::empty();
    for depth in 1..MAX_DEPTH + 4 {
        let found = typed(empty, move |_, ctx| ctx.result(&of_nodes(depth, None)));
        let wanted = if depth <= MAX_DEPTH {
            fine.clone()
        } else {
            bad(&format!("sys.Result: field Children: {TOO_DEEP}"))
        };
        assert_eq!(found, wanted, "{depth}");
        let found = typed(empty, move |_, ctx| {
            ctx.result(&of_nodes(depth, Some(Leaf::default())));
        });
        let field = if depth == MAX_DEPTH {
            "Only"
        } else {
            "Children"
        };
        let wanted = if depth < MAX_DEPTH {
            fine.clone()
        } else {
            bad(&format!("sys.Result: field {field}: {TOO_DEEP}"))
        };
        assert_eq!(found, wanted, "{depth}");
    }
    // Far too deep: the encoder walks nothing beyond the limit.
    let found = typed(empty, |_, ctx| ctx.result(&of_nodes(5000, None)));
    assert_eq!(
        found,
        bad(&format!("sys.Result: field Children: {TOO_DEEP}"))
    );
}

#[test]
fn records_of_others_inside_of_structs() {
    // The arguments are as deep as a record can be.
    let mut deep = RecordBuilder::new().build().expect("a record");
    for _ in 0..MAX_DEPTH {
        let mut around = RecordBuilder::new();
        around.put("In", Value::Record(deep.as_ref()));
        deep = around.build().expect("a record");
    }
    let found = typed(deep.as_ref(), |args, ctx| ctx.result(&args));
    assert_eq!(found.0, Status::Ok);
    let found = typed(deep.as_ref(), |args, ctx| {
        ctx.result(&All {
            any: Some(args),
            ..NONE
        });
    });
    assert_eq!(found, bad(&format!("sys.Result: field Any: {TOO_DEEP}")));
    let found = typed(deep.as_ref(), |args, ctx| {
        let inside: WasmStateElement<'_> = args.get("In").expect("a record");
        ctx.result(&All {
            any: Some(inside),
            ..NONE
        });
    });
    assert_eq!(found.0, Status::Ok);
}

#[test]
fn names_and_items_of_structs() {
    let empty = RecordRef::empty();
    let many = || vec![true; MAX_ITEMS];
    let found = typed(empty, move |_, ctx| {
        ctx.result(&All {
            bits: Some(many()),
            ..NONE
        });
    });
    assert_eq!(found.0, Status::Ok);
    let more = || vec![true; MAX_ITEMS + 1];
    let found = typed(empty, move |_, ctx| {
        ctx.result(&All {
            bits: Some(more()),
            ..NONE
        });
    });
    assert_eq!(found, bad(&format!("sys.Result: field Bits: {TOO_MANY}")));
    if !cfg!(miri) {
        let more = || vec![Leaf::default(); MAX_ITEMS + 1];
        let found = typed(empty, move |_, ctx| {
            ctx.result(&All {
                leaves: Some(more()),
                ..NONE
            });
        });
        assert_eq!(found, bad(&format!("sys.Result: field Leaves: {TOO_MANY}")));
    }
    let found = typed(empty, |_, ctx| {
        ctx.result(&All {
            name: Some(QName("b")),
            ..NONE
        });
    });
    assert_eq!(found, bad(&format!("sys.Result: field Name: {NO_QNAME}")));
    let found = typed(empty, |_, ctx| {
        ctx.result(&All {
            names: Some(vec![QName("a.b"), QName("")]),
            ..NONE
        });
    });
    assert_eq!(found, bad(&format!("sys.Result: field Names: {NO_QNAME}")));
    // In a struct inside another struct, the error names the innermost field.
    let found = typed(empty, |_, ctx| {
        ctx.result(&Outer {
            all: All {
                name: Some(QName(".")),
                ..NONE
            },
        });
    });
    assert_eq!(found, bad(&format!("sys.Result: field Name: {NO_QNAME}")));
}
