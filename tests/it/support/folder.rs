//! A data folder of its own and the real program on it, with nothing of the caller's environment.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use super::register;

/// A data folder that goes when the test is over.
#[derive(Debug)]
pub struct Folder {
    home: TempDir,
    data: PathBuf,
}

/// How a command ended.
#[derive(Debug, Clone)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

fn exit_code(status: ExitStatus) -> i32 {
    status.code().unwrap_or(-1)
}

impl Folder {
    /// Nothing in it, not even made.
    pub fn bare() -> Folder {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("data");
        Folder { home, data }
    }

    /// Initialised as a station, without a register.
    pub fn station(code: &str) -> Folder {
        let folder = Folder::bare();
        folder.run(&["init", "--station", code, "--site", "LRK"]).ok();
        folder
    }

    /// A station with the small register.
    pub fn ready(code: &str) -> Folder {
        let folder = Folder::station(code);
        folder.import_register();
        folder
    }

    pub fn import_register(&self) {
        register::write(&self.file("csv"));
        self.run(&["import", &self.text("csv")]).ok();
    }

    pub fn data(&self) -> &Path {
        &self.data
    }

    /// A place beside the data folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    pub fn text(&self, name: &str) -> String {
        self.file(name).display().to_string()
    }

    /// Writes a file beside the data folder; its path.
    pub fn put(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        std::fs::write(self.file(name), content).unwrap();
        self.text(name)
    }

    /// The program with its arguments, `--data` first.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = self.program();
        command.arg("--data").arg(&self.data).args(args);
        command
    }

    /// The program in a clean environment, no argument yet.
    pub fn program(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tagdesk"));
        self.clean(&mut command);
        command
    }

    pub fn clean(&self, command: &mut Command) {
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.home.path())
            .env("XDG_DATA_HOME", self.home.path().join("xdg"))
            .env("TMPDIR", self.home.path())
            .env("TZ", "America/Chicago")
            .current_dir(self.home.path())
            .stdin(Stdio::null());
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::of(&self.command(args).output().unwrap())
    }

    /// Feeds bytes to a command.
    pub fn feed(&self, args: &[&str], input: &[u8]) -> Ran {
        feed(self.command(args), input)
    }

    /// `scan --json` with lines; its replies.
    pub fn scan(&self, lines: &[&str]) -> Vec<Value> {
        self.scan_as(&[], lines)
    }

    pub fn scan_as(&self, args: &[&str], lines: &[&str]) -> Vec<Value> {
        let args = [&["scan", "--json"], args].concat();
        let input = lines.join("\n") + "\n";
        let ran = self.feed(&args, input.as_bytes()).ok();
        let replies = replies(&ran.out);
        assert_eq!(replies.len(), lines.len(), "one reply a line: {}", ran.out);
        replies
    }

    /// The outcomes only.
    pub fn outcomes(&self, lines: &[&str]) -> Vec<String> {
        self.scan(lines).iter().map(|reply| string(reply, "outcome")).collect()
    }

    /// `list WHAT --csv`: heading and rows, by an independent reading of the text.
    pub fn list(&self, what: &str) -> (Vec<String>, Vec<Vec<String>>) {
        let ran = self.run(&["list", what, "--csv"]).ok();
        let mut reader = csv::ReaderBuilder::new().from_reader(ran.out.as_bytes());
        let head = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let rows = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect());
        (head, rows.collect())
    }

    /// One column of a list.
    pub fn column(&self, what: &str, name: &str) -> Vec<String> {
        let (head, rows) = self.list(what);
        let at = head.iter().position(|column| column == name).unwrap();
        rows.into_iter().map(|row| row[at].clone()).collect()
    }

    /// `show CODE --json`, the first object.
    pub fn show(&self, code: &str) -> Value {
        let ran = self.run(&["show", code, "--json"]).ok();
        replies(&ran.out).remove(0)
    }

    /// A scan that goes on until its input is closed.
    pub fn start(&self, args: &[&str]) -> Child {
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Child::new(command.spawn().unwrap())
    }
}

/// A program that is fed and read a line at a time.
#[derive(Debug)]
pub struct Child {
    pub process: std::process::Child,
    input: Option<std::process::ChildStdin>,
    output: BufReader<std::process::ChildStdout>,
}

impl Child {
    pub fn new(mut process: std::process::Child) -> Child {
        let input = process.stdin.take();
        let output = BufReader::new(process.stdout.take().unwrap());
        Child { process, input, output }
    }

    /// Sends a line and waits for its reply.
    pub fn scan(&mut self, line: &str) -> Option<Value> {
        let input = self.input.as_mut().unwrap();
        writeln!(input, "{line}").and_then(|()| input.flush()).ok()?;
        self.reply()
    }

    /// The next whole reply; `None` at the end of output.
    pub fn reply(&mut self) -> Option<Value> {
        let mut reply = String::new();
        let read = self.output.read_line(&mut reply).ok()?;
        (read > 0 && reply.ends_with('\n')).then(|| serde_json::from_str(&reply).unwrap())
    }

    /// Closes the input and waits for the end.
    pub fn end(mut self) -> Ran {
        drop(self.input.take());
        let mut out = String::new();
        std::io::Read::read_to_string(&mut self.output, &mut out).unwrap();
        let mut ran = Ran::of(&self.process.wait_with_output().unwrap());
        ran.out = out;
        ran
    }
}

/// Runs a command with bytes on its standard input.
pub fn feed(mut command: Command, input: &[u8]) -> Ran {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // A program that ends early closes its input: that is its right.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Ran::of(&output)
}

impl Ran {
    pub fn of(output: &Output) -> Ran {
        Ran {
            code: exit_code(output.status),
            out: String::from_utf8(output.stdout.clone()).expect("standard output is UTF-8"),
            err: String::from_utf8(output.stderr.clone()).expect("standard error is UTF-8"),
        }
    }

    /// It ended well, without a word on standard error.
    #[track_caller]
    pub fn ok(self) -> Ran {
        assert_eq!(self.code, 0, "{self:?}");
        self
    }

    /// It was refused with a plain sentence that holds these texts.
    #[track_caller]
    pub fn refused(self, texts: &[&str]) -> Ran {
        assert_eq!(self.code, 1, "{self:?}");
        self.plain();
        for text in texts {
            assert!(self.err.contains(text), "no {text:?} in {self:?}");
        }
        self
    }

    /// What it says is said to a person: no panic, no debug print, no empty word.
    #[track_caller]
    pub fn plain(&self) {
        let err = self.err.trim();
        assert!(!err.is_empty(), "a reason is given: {self:?}");
        for sign in ["panicked", "RUST_BACKTRACE", "Error {", "Some(", "None", "unwrap"] {
            assert!(!err.contains(sign), "{sign:?} is no plain sentence: {self:?}");
        }
        assert!(err.contains(' '), "{self:?}");
    }
}

/// Lines of JSON.
#[track_caller]
pub fn replies(out: &str) -> Vec<Value> {
    let read = |line: &str| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
    out.lines().map(read).collect()
}

/// A text of a reply.
pub fn string(reply: &Value, key: &str) -> String {
    reply[key].as_str().unwrap_or_default().to_owned()
}
