//! A parser for the parts of Markdown that the tests need: headings, tables, fenced blocks.

/// A parsed text.
pub struct Document {
    /// Its parts in order.
    pub items: Vec<Item>,
    /// The whole text.
    pub text: String,
}

/// A part of a text; plain paragraphs are left out.
pub enum Item {
    /// A heading of any level.
    Heading(String),
    /// A table.
    Table(Table),
    /// A fenced block.
    Fence {
        /// The text after the opening fence.
        info: String,
        /// The text between the fences.
        body: String,
    },
}

/// A table; cells without code marks.
#[derive(Debug)]
pub struct Table {
    /// The first row.
    pub header: Vec<String>,
    /// The others.
    pub rows: Vec<Vec<String>>,
}

impl Document {
    /// Parses a text.
    pub fn parse(text: &str) -> Self {
        let mut items = Vec::new();
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            if let Some(info) = line.strip_prefix("```") {
                let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
                items.push(Item::Fence {
                    info: info.into(),
                    body: body.join("\n"),
                });
            } else if line.starts_with('#') {
                items.push(Item::Heading(line.trim_start_matches('#').trim().into()));
            } else if line.starts_with('|') {
                let header = cells(line);
                let rule = cells(lines.next().unwrap_or_default());
                let is_rule = rule.len() == header.len() && rule.iter().all(|cell| cell == "---");
                assert!(is_rule, "a table's second row: {line}");
                let mut rows = Vec::new();
                while let Some(row) = lines.next_if(|line| line.starts_with('|')) {
                    let row = cells(row);
                    assert_eq!(row.len(), header.len(), "cells of {row:?}");
                    rows.push(row);
                }
                items.push(Item::Table(Table { header, rows }));
            }
        }
        Self {
            items,
            text: text.into(),
        }
    }

    /// All tables.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.items.iter().filter_map(|item| match item {
            Item::Table(table) => Some(table),
            _ => None,
        })
    }

    /// Rows of the one table with this header.
    #[track_caller]
    pub fn rows(&self, header: &[&str]) -> &[Vec<String>] {
        let found: Vec<_> = self
            .tables()
            .filter(|table| table.header == header)
            .collect();
        assert_eq!(found.len(), 1, "tables with the header {header:?}");
        &found[0].rows
    }
}

fn cells(row: &str) -> Vec<String> {
    let inner = row.strip_prefix('|').and_then(|row| row.strip_suffix('|'));
    let inner = inner.unwrap_or_else(|| panic!("a row between bars: {row}"));
    inner
        .split('|')
        .map(|cell| cell.trim().replace('`', ""))
        .collect()
}
