//! The version that a module carries in the name of an export.

use heeus_abi::version::{EXPORT_PREFIX, MAJOR, MINOR, parse};
use heeus_abi::{Export, Need, export};

use super::exports::function;
use super::scan::Scan;
use crate::error::Findings;

/// The section of ABI.md about modules.
const MODULE: u8 = 1;

/// Returns the version; adds findings if there is none, more than one, or one that this host does
/// not know.
pub(super) fn check(scan: &Scan<'_>, findings: &mut Findings) -> (u32, u32) {
    let names = scan
        .exports
        .keys()
        .filter(|name| name.starts_with(EXPORT_PREFIX));
    let names: Vec<&str> = names.copied().collect();
    let what = format!("export {EXPORT_PREFIX}X_Y");
    let ours = format!("{}, for version {MAJOR}.{MINOR}", export::ABI_VERSION.name);
    let name = match names[..] {
        [] => {
            findings.add(MODULE, what, "none", ours);
            return (0, 0);
        }
        [name] => name,
        _ => {
            findings.add(
                MODULE,
                what,
                names.join(", "),
                format!("exactly one: {ours}"),
            );
            return (0, 0);
        }
    };
    let Some((major, minor)) = parse(name) else {
        findings.add(MODULE, what, name, ours);
        return (0, 0);
    };
    if major != MAJOR || minor > MINOR {
        let found = format!("{name}, for version {major}.{minor}");
        findings.add(
            MODULE,
            what,
            found,
            format!("{MAJOR}.0 to {MAJOR}.{MINOR}: {ours}"),
        );
    } else {
        let carrier = Export {
            func: export::ABI_VERSION,
            need: Need::Required,
        };
        function(scan, name, carrier, findings);
    }
    (major, minor)
}
