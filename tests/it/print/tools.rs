//! Other people's programs: poppler, zbar and qpdf. Where one is not installed its tests say so aloud
//! and pass; with `TAGDESK_CI=1` they fail.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::picture::Picture;

/// A file that goes when the test is over.
pub struct Paper {
    folder: tempfile::TempDir,
    path: PathBuf,
}

impl Paper {
    pub fn of(pdf: &[u8]) -> Paper {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("paper.pdf");
        std::fs::write(&path, pdf).unwrap();
        Paper { folder, path }
    }

    /// No fault that qpdf finds, and every font embedded, cut and searchable.
    pub fn is_sound(&self) {
        if let Some(mut qpdf) = tool("qpdf", "--version") {
            let said = output(qpdf.arg("--check").arg(&self.path));
            assert!(said.contains("No syntax or stream encoding errors"), "{said}");
            assert!(!said.contains("WARNING"), "{said}");
        }
        if let Some(mut pdffonts) = tool("pdffonts", "-v") {
            let said = output(pdffonts.arg(&self.path));
            let fonts: Vec<&str> = said.lines().skip(2).collect();
            assert!(!fonts.is_empty(), "{said}");
            for font in fonts {
                let words: Vec<&str> = font.split_whitespace().collect();
                // name, type in two or three words, encoding, emb, sub, uni, object in two.
                let flags = &words[words.len() - 5..words.len() - 2];
                assert_eq!(flags, ["yes", "yes", "yes"], "{said}");
            }
        }
    }

    /// The text as a person copies it.
    pub fn text(&self) -> Option<String> {
        let mut pdftotext = tool("pdftotext", "-v")?;
        Some(output(pdftotext.args(["-layout", "-enc", "UTF-8"]).arg(&self.path).arg("-")))
    }

    /// Pictures of the pages.
    pub fn pictures(&self, dpi: u32) -> Option<Vec<Picture>> {
        let mut pdftoppm = tool("pdftoppm", "-v")?;
        let stem = self.folder.path().join("page");
        output(pdftoppm.args(["-gray", "-r", &dpi.to_string()]).arg(&self.path).arg(&stem));
        let mut pages: Vec<PathBuf> = std::fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|end| end == "pgm"))
            .collect();
        pages.sort();
        let pictures = pages.iter().map(|page| Picture::read(&std::fs::read(page).unwrap()));
        let pictures = pictures.collect();
        for page in pages {
            std::fs::remove_file(page).unwrap();
        }
        Some(pictures)
    }

    /// The pages' drawing as text: `x y w h re` and so on.
    pub fn drawing(&self) -> Option<String> {
        let mut qpdf = tool("qpdf", "--version")?;
        let plain = self.folder.path().join("plain.pdf");
        output(qpdf.args(["--qdf", "--object-streams=disable"]).arg(&self.path).arg(&plain));
        Some(String::from_utf8_lossy(&std::fs::read(plain).unwrap()).into_owned())
    }
}

/// The codes on a picture, each with how often it is there.
pub fn scan(picture: &Picture) -> Option<BTreeMap<String, usize>> {
    let mut zbarimg = tool("zbarimg", "--version")?;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.pgm");
    std::fs::write(&file, picture.pgm()).unwrap();
    let said = zbarimg.args(["--quiet", "--raw"]).arg(&file).output().unwrap();
    let mut codes = BTreeMap::new();
    for line in String::from_utf8_lossy(&said.stdout).lines() {
        *codes.entry(line.to_owned()).or_default() += 1;
    }
    Some(codes)
}

/// Each of some codes is there, and nothing else.
#[track_caller]
pub fn assert_read(picture: &Picture, expected: impl IntoIterator<Item = String>, what: &str) {
    let Some(codes) = scan(picture) else { return };
    let mut wanted: BTreeMap<String, usize> = BTreeMap::new();
    for code in expected {
        *wanted.entry(code).or_default() += 1;
    }
    let missing: Vec<_> = wanted.keys().filter(|code| !codes.contains_key(*code)).collect();
    let wrong: Vec<_> = codes.keys().filter(|code| !wanted.contains_key(*code)).collect();
    assert!(
        missing.is_empty() && wrong.is_empty(),
        "{what}: {} of {} read; missing {missing:?}, wrong {wrong:?}",
        codes.len(),
        wanted.len()
    );
}

fn output(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

pub fn tool(name: &str, asking: &str) -> Option<Command> {
    let asked = Command::new(name)
        .arg(asking)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if asked.is_ok() {
        return Some(Command::new(name));
    }
    assert!(
        std::env::var_os("TAGDESK_CI").is_none_or(|set| set != "1"),
        "{name} is not here, and TAGDESK_CI=1 asks for it"
    );
    // Past the test harness, which keeps what a passing test prints to itself.
    let _ =
        writeln!(std::io::stderr(), "\n!!! NOT TESTED: {name} is not here to read paper back\n");
    None
}

/// A path that nothing but its text is asked of.
pub fn shown(path: &Path) -> String {
    path.display().to_string()
}
