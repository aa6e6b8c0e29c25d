//! The crate whose tests run.

use std::env;
use std::path::PathBuf;

use crate::fixture::Fixture;

/// A crate as its own tests know it. The macro [`under_test!`](crate::under_test) builds it for the
/// crate that contains the macro.
#[derive(Debug, Clone, Copy)]
pub struct UnderTest {
    /// The name of its package.
    pub name: &'static str,
    /// Its directory when the tests were compiled.
    pub compiled_in: &'static str,
    /// Its features, or the reason why cargo could not list them.
    pub features: Result<&'static [DeclaredFeature], &'static str>,
}

/// The name of a feature, whether the tests are compiled with it, and whether it is one of the
/// default features.
pub type DeclaredFeature = (&'static str, bool, bool);

impl UnderTest {
    /// Its directory: the one that cargo passes to the running tests, or else the one where they
    /// were compiled.
    pub fn dir(&self) -> PathBuf {
        let own = env::var_os("CARGO_PKG_NAME").is_some_and(|name| name == self.name);
        let dir = env::var_os("CARGO_MANIFEST_DIR").filter(|_| own);
        dir.map_or_else(|| self.compiled_in.into(), PathBuf::from)
    }

    /// The fixture that builds its module with the features of the tests' own build.
    ///
    /// # Errors
    /// The reason why the features are not known.
    pub fn fixture(&self) -> Result<Fixture, String> {
        let features = self.features.map_err(|why| {
            format!("the features that its tests are compiled with are not known: {why}")
        })?;
        let fixture = Fixture::new(self.dir()).package(self.name);
        if features.iter().all(|(_, has, usual)| has == usual) {
            return Ok(fixture.default_features());
        }
        let has = features.iter().filter(|(_, has, _)| *has);
        let has = has.map(|&(name, ..)| name);
        Ok(fixture.no_default_features().features(has))
    }
}

/// Builds an [`UnderTest`](crate::expect::UnderTest) of the crate that contains the macro.
#[macro_export]
macro_rules! under_test {
    () => {
        $crate::expect::UnderTest {
            name: ::core::env!("CARGO_PKG_NAME"),
            compiled_in: ::core::env!("CARGO_MANIFEST_DIR"),
            features: $crate::__private::declared_features!(),
        }
    };
}
