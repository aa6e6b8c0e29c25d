//! Extensions and entities of a crate that has no dependency with the name `heeus_sdk`.

#![no_std]

#[cfg(test)]
mod tests;

/// The SDK under another name.
mod renamed {
    use sdk::prelude::*;

    sdk::entity! {
        crate = "sdk",
        /// An entity without a struct.
        pub(super) DECLARED = record "renamed.Declared" { value { Name: string } }
    }

    /// The name of what is counted.
    #[derive(Field, Clone, Copy, PartialEq)]
    #[field(crate = "sdk")]
    struct Name<'run>(&'run str);

    /// The number of counts by name.
    #[derive(Entity, Clone)]
    #[entity(view = "renamed.Counts", crate = "sdk")]
    struct Counts<'run> {
        #[entity(partition)]
        name: Name<'run>,
        #[entity(default)]
        times: i64,
    }

    /// The argument of a counted event.
    #[derive(Record)]
    #[record(crate = "sdk")]
    struct Counted<'run> {
        name: Name<'run>,
    }

    /// The reason why an event is not counted.
    #[derive(Debug, ExtensionError)]
    #[error(crate = "sdk", code = 400)]
    enum NotCounted {
        #[error("{0} is too often")]
        TooOften(i64),
        State(#[from] Error),
    }

    /// Counts the events of a name.
    #[extension(kind = "projector", name = "Count", crate = "sdk")]
    fn count(ctx: &ProjectorContext<'_>, event: Event<'_, Counted<'_>>) -> Result<(), NotCounted> {
        let name = event.argument.name;
        let times = Counts::get(ctx, name)?.map_or(0, |counts| counts.times);
        if times == i64::MAX {
            return Err(NotCounted::TooOften(times));
        }
        let counts = Counts {
            name,
            times: times + 1,
        };
        debug_assert_eq!(counts.key(), CountsKey { name });
        counts.insert(ctx);
        Ok(())
    }
}

/// The SDK as a facade re-exports it.
mod behind_a_facade {
    use guest_facade::heeus_sdk::prelude::*;

    /// A way to change a number.
    #[derive(Field, Clone, Copy)]
    #[field(number, crate = "guest_facade::heeus_sdk")]
    enum Change {
        Double = 2,
        Keep = 1,
    }

    /// The argument of `Double`, and its result.
    #[derive(Record)]
    #[record(crate = "guest_facade::heeus_sdk")]
    struct Asked {
        twice: i32,
        #[record(default = Change::Double)]
        change: Change,
    }

    /// A setting.
    #[derive(Entity)]
    #[entity(singleton = "renamed.Config", crate = "guest_facade::heeus_sdk")]
    struct Config {
        limit: i32,
    }

    /// Doubles or keeps a number below the limit.
    #[extension(kind = "query", name = "Double", crate = "guest_facade::heeus_sdk")]
    fn double(ctx: &QueryContext<'_>, asked: Asked) -> Result<Asked, Error> {
        if asked.twice > Config::must_get(ctx)?.limit {
            return Err("too much".into());
        }
        Ok(Asked {
            twice: asked.twice * asked.change as i32,
            change: asked.change,
        })
    }

    guest_facade::number!(
        /// A query from a macro of the facade.
        seven = 7,
        "Seven"
    );
}
