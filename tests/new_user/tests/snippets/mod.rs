//! The code blocks of a markdown file, found by the text before them.

/// A fenced block.
struct Block<'a> {
    /// The last line before it.
    before: &'a str,
    text: String,
}

/// The code blocks of a markdown file.
pub struct Snippets<'a> {
    blocks: Vec<Block<'a>>,
}

impl<'a> Snippets<'a> {
    /// Parses all blocks between fences.
    pub fn of(markdown: &'a str) -> Self {
        let (mut blocks, mut before) = (Vec::new(), "");
        let mut lines = markdown.lines();
        while let Some(line) = lines.next() {
            if line.starts_with("```") {
                let inside = lines.by_ref().take_while(|line| !line.starts_with("```"));
                let text = inside.flat_map(|line| [line, "\n"]).collect();
                blocks.push(Block { before, text });
            } else if !line.trim().is_empty() {
                before = line;
            }
        }
        Self { blocks }
    }

    /// The block of a file. The line before it names the file between backticks, and ends with a
    /// colon.
    #[track_caller]
    pub fn file(&self, path: &str) -> &str {
        let name = format!("`{path}`");
        let of_file =
            |block: &&Block<'_>| block.before.contains(&name) && block.before.ends_with(':');
        let mut found = self.blocks.iter().filter(of_file);
        match (found.next(), found.next()) {
            (Some(block), None) => &block.text,
            (first, _) => panic!(
                "README.md has {} code block after a line with {name} and a colon, expected one",
                if first.is_some() {
                    "more than one"
                } else {
                    "no"
                }
            ),
        }
    }

    /// All lines that begin with `begin`, without comments.
    pub fn commands(&self, begin: &str) -> Vec<&str> {
        let lines = self.blocks.iter().flat_map(|block| block.text.lines());
        lines
            .filter(|line| line.starts_with(begin))
            .map(|line| line.split('#').next().unwrap_or_default().trim())
            .collect()
    }
}
