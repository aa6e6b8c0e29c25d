//! The files of a crate, and the files that each of them names: by `use` items and by paths in
//! code, each followed to the definition of its last part. A re-export is the face of a room and
//! names no file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use syn::visit::{Visit, visit_path};
use syn::{Attribute, Item, ItemUse, Meta, UseTree, Visibility};

use super::tree::{read, root};

/// Files by their paths from the root, each with those that it names.
pub type Names = BTreeMap<String, BTreeSet<String>>;

/// Parts of a path.
type Parts = Vec<String>;

/// A path through more re-exports than this goes in a circle.
const MOST_EXPORTS: u32 = 32;

/// A module: its file, its inner modules, and the names in it.
#[derive(Default)]
struct Module {
    file: String,
    parent: usize,
    children: BTreeMap<String, usize>,
    /// Names that `use` items give to paths, re-exports included.
    imports: BTreeMap<String, Parts>,
    /// Paths whose names are all imported.
    globs: Vec<Parts>,
    /// Paths in code, without re-exports.
    named: Vec<Parts>,
}

/// The modules of a crate, its root first.
struct Modules(Vec<Module>);

/// The files of the crate with this root file, each with those that it names.
pub fn names(root: &str) -> Names {
    let file = root.to_owned();
    let mut modules = Modules(vec![Module {
        file,
        ..Module::default()
    }]);
    modules.read_file(0, Path::new(root).parent().unwrap_or(Path::new("")));
    modules.names()
}

impl Modules {
    fn read_file(&mut self, at: usize, dir: &Path) {
        let path = &self.0[at].file;
        let file = syn::parse_file(&read(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        self.read_items(at, dir, &file.items);
    }

    fn read_items(&mut self, at: usize, dir: &Path, items: &[Item]) {
        for item in items.iter().filter(|item| !is_of_tests(item)) {
            match item {
                Item::Mod(module) => self.read_module(at, dir, module),
                Item::Use(item) => self.read_use(at, item),
                item => {
                    let mut paths = Paths(Vec::new());
                    paths.visit_item(item);
                    self.0[at].named.extend(paths.0);
                }
            }
        }
    }

    fn read_module(&mut self, at: usize, dir: &Path, module: &syn::ItemMod) {
        let name = module.ident.to_string();
        let child = self.0.len();
        self.0.push(Module {
            file: self.0[at].file.clone(),
            parent: at,
            ..Module::default()
        });
        self.0[at].children.insert(name.clone(), child);
        let inside = dir.join(&name);
        if let Some((_, items)) = &module.content {
            return self.read_items(child, &inside, items);
        }
        let beside = Path::new(&self.0[at].file).with_file_name("");
        let (file, inside) = match module.attrs.iter().find_map(path_of) {
            Some(path) => (beside.join(path), beside),
            None if root().join(dir.join(format!("{name}.rs"))).is_file() => {
                (dir.join(format!("{name}.rs")), inside)
            }
            None => (inside.join("mod.rs"), inside),
        };
        self.0[child].file = slashes(&file);
        self.read_file(child, &inside);
    }

    fn read_use(&mut self, at: usize, item: &ItemUse) {
        let module = &mut self.0[at];
        for (path, name) in leaves(item) {
            if matches!(item.vis, Visibility::Inherited) {
                module.named.push(path.clone());
            }
            match name {
                Some(name) => {
                    module.imports.insert(name, path);
                }
                None => module.globs.push(path),
            }
        }
    }

    /// The module that defines the last part of a path in the module `at`; `None` if it is in
    /// another crate.
    fn find(&self, at: usize, path: &[String], exports: u32) -> Option<usize> {
        let (first, mut rest) = path.split_first()?;
        let mut here = match first.as_str() {
            "crate" => 0,
            "self" => at,
            "super" => self.0[at].parent,
            first => {
                let module = &self.0[at];
                rest = path;
                (module.children.contains_key(first) || module.imports.contains_key(first))
                    .then_some(at)?
            }
        };
        while let Some((name, more)) = rest.split_first() {
            let module = &self.0[here];
            if let Some(child) = module.children.get(name) {
                here = *child;
            } else if name == "super" {
                here = module.parent;
            } else if name != "self" {
                return self.find_item(here, name, more, exports);
            }
            rest = more;
        }
        Some(here)
    }

    /// The module that defines a name in the module `at`, if the name is not one of its inner
    /// modules.
    fn find_item(&self, at: usize, name: &str, more: &[String], exports: u32) -> Option<usize> {
        if exports > MOST_EXPORTS {
            return None;
        }
        let module = &self.0[at];
        if let Some(import) = module.imports.get(name) {
            return self.find(at, &[import, more].concat(), exports + 1);
        }
        let has = |there: &usize| {
            let there = &self.0[*there];
            there.imports.contains_key(name) || there.children.contains_key(name)
        };
        let globs = module.globs.iter();
        let there = globs
            .filter_map(|glob| self.find(at, glob, exports + 1))
            .find(has);
        there.map_or(Some(at), |there| {
            self.find_item(there, name, more, exports + 1)
        })
    }

    fn names(&self) -> Names {
        let mut names = Names::new();
        for (at, module) in self.0.iter().enumerate() {
            let own = names.entry(module.file.clone()).or_default();
            let found = module
                .named
                .iter()
                .filter_map(|path| self.find(at, path, 0));
            let files = found.map(|there| self.0[there].file.clone());
            own.extend(files.filter(|file| *file != module.file));
        }
        names
    }
}

fn slashes(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Returns whether an item exists only for tests.
fn is_of_tests(item: &Item) -> bool {
    let attributes: &[Attribute] = match item {
        Item::Const(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    };
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) => {
            let words = list.tokens.to_string().replace(' ', "");
            list.path.is_ident("cfg") && (words == "test" || words.starts_with("all(test,"))
        }
        Meta::NameValue(_) => false,
    })
}

/// The file that `#[path = ".."]` names.
fn path_of(attribute: &Attribute) -> Option<String> {
    match &attribute.meta {
        Meta::NameValue(value) if value.path.is_ident("path") => match &value.value {
            syn::Expr::Lit(syn::ExprLit {
                lit: syn::Lit::Str(text),
                ..
            }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// The paths of a `use` item, each with the name that it gets; `None` means all names.
pub fn leaves(item: &ItemUse) -> Vec<(Parts, Option<String>)> {
    let mut leaves = Vec::new();
    if item.leading_colon.is_none() {
        flatten(&item.tree, &mut Vec::new(), &mut leaves);
    }
    leaves
}

fn flatten(tree: &UseTree, before: &mut Parts, leaves: &mut Vec<(Parts, Option<String>)>) {
    let mut leaf = |name: &syn::Ident, as_name: &syn::Ident| {
        let mut path = before.clone();
        let mut given = as_name.to_string();
        if name != "self" {
            path.push(name.to_string());
        } else if as_name == "self" {
            given = path.last().cloned().unwrap_or_default();
        }
        leaves.push((path, Some(given)));
    };
    match tree {
        UseTree::Name(name) => leaf(&name.ident, &name.ident),
        UseTree::Rename(name) => leaf(&name.ident, &name.rename),
        UseTree::Glob(_) => leaves.push((before.clone(), None)),
        UseTree::Group(group) => {
            for tree in &group.items {
                flatten(tree, before, leaves);
            }
        }
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            flatten(&path.tree, before, leaves);
            before.pop();
        }
    }
}

/// Collects the paths of more than one part.
struct Paths(Vec<Parts>);

impl<'ast> Visit<'ast> for Paths {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.leading_colon.is_none() && path.segments.len() > 1 {
            let parts = path.segments.iter().map(|part| part.ident.to_string());
            self.0.push(parts.collect());
        }
        visit_path(self, path);
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.0
            .extend(leaves(item).into_iter().map(|(path, _)| path));
    }
}

/// The files that a file names, directly or through others.
fn reach<'a>(names: &'a Names, from: &'a String) -> BTreeSet<&'a String> {
    let (mut reached, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(file) = next.pop() {
        let new = names.get(file).into_iter().flatten();
        next.extend(new.filter(|file| reached.insert(*file)));
    }
    reached
}

/// The groups of files that name each other, directly or through others, without groups of one
/// file.
pub fn circles(names: &Names) -> Vec<Vec<String>> {
    let reached: BTreeMap<_, _> = names
        .keys()
        .map(|file| (file, reach(names, file)))
        .collect();
    let mut circles = Vec::new();
    for (file, forth) in &reached {
        let back = |other: &&&String| reached.get(*other).is_some_and(|back| back.contains(file));
        let circle: Vec<String> = forth
            .iter()
            .filter(back)
            .map(|file| (*file).clone())
            .collect();
        if circle.len() > 1 && !circles.contains(&circle) {
            circles.push(circle);
        }
    }
    circles
}

#[test]
fn circles_are_found() {
    let names = [("a", "b"), ("b", "c"), ("c", "b"), ("d", "a"), ("c", "e")].map(|(from, to)| {
        let to = BTreeSet::from([to.to_owned()]);
        (from.to_owned(), to)
    });
    let mut all = Names::new();
    for (from, to) in names {
        all.entry(from).or_default().extend(to);
    }
    assert_eq!(circles(&all), [["b".to_owned(), "c".to_owned()]]);
}
