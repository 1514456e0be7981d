//! Handing a file on: to the viewer of this computer, and to a printer: by a command of one's own, else
//! by `lp` where it is found. Without either the viewer prints.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What stands for the file in a command of one's own.
pub const FILE: &str = "{file}";
/// What stands for the printer's name in it.
pub const PRINTER: &str = "{printer}";

/// Why a file was not handed on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// There is no `lp`, and no command of one's own.
    #[error("nothing here sends to a printer")]
    Nothing,
    /// The command names the printer, and none is chosen.
    #[error("no printer is named")]
    NoPrinter,
    /// No such program, or it does not run.
    #[error("{program}: {cause}")]
    Program {
        /// Its name.
        program: String,
        /// What the system says.
        cause: String,
    },
    /// The program ran and was not content.
    #[error("{program} says: {says}")]
    Failed {
        /// Its name.
        program: String,
        /// Its first words on standard error, else its exit code.
        says: String,
    },
}

/// Names of the printers, as far as the system tells them; `None` where nothing here sends to one.
pub fn printers(own: &str) -> Option<Vec<String>> {
    if own.trim().is_empty() {
        found("lp")?;
    }
    let listed = found("lpstat")
        .and_then(|lpstat| Command::new(lpstat).arg("-e").stderr(Stdio::null()).output().ok());
    let text = listed.map(|listed| String::from_utf8_lossy(&listed.stdout).into_owned());
    let lines = text.as_deref().unwrap_or_default().lines().map(|line| line.trim().to_owned());
    Some(lines.filter(|line| !line.is_empty()).collect())
}

/// Sends a file to a printer at 100 %; to the one that the system prefers where the name is empty.
/// `own` is a command of one's own, blank for `lp`.
///
/// # Errors
/// All of [`Error`].
pub fn send(file: &Path, printer: &str, own: &str) -> Result<(), Error> {
    let file = whole(file);
    let [program, arguments @ ..] = &words(own, printer, &file)?[..] else {
        let lp = found("lp").ok_or(Error::Nothing)?;
        let mut command = Command::new(lp);
        command.args(["-o", "print-scaling=none"]);
        if !printer.is_empty() {
            command.args(["-d", printer]);
        }
        return run(command.arg(file));
    };
    run(Command::new(program).args(arguments))
}

/// Opens a file or a folder as a double click does.
///
/// # Errors
/// [`Error::Program`], [`Error::Failed`].
pub fn open(file: &Path) -> Result<(), Error> {
    let command = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let mut command = Command::new(command);
    command.arg(whole(file));
    if cfg!(windows) {
        // Its exit code says nothing.
        return command.spawn().map(drop).map_err(|error| not_run(&command, &error));
    }
    run(&mut command)
}

/// The words of a command, with file and printer put in; none where it is blank. Blanks part words but
/// in quotes; no shell reads them. A command that does not name the file has it behind everything.
fn words(own: &str, printer: &str, file: &Path) -> Result<Vec<String>, Error> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in own.chars() {
        match quote {
            Some(sign) if c == sign => quote = None,
            None if c == '"' || c == '\'' => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if c.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    if words.is_empty() {
        return Ok(words);
    }
    if printer.is_empty() && words.iter().any(|word| word.contains(PRINTER)) {
        return Err(Error::NoPrinter);
    }
    if !words.iter().any(|word| word.contains(FILE)) {
        words.push(FILE.to_owned());
    }
    let file = file.to_string_lossy();
    let put_in = |word: &String| {
        let parts = word.split(FILE).map(|part| part.replace(PRINTER, printer));
        parts.collect::<Vec<_>>().join(&file)
    };
    Ok(words.iter().map(put_in).collect())
}

/// A path that is no option, whatever the file is called.
fn whole(file: &Path) -> PathBuf {
    std::path::absolute(file).unwrap_or_else(|_| file.to_owned())
}

fn run(command: &mut Command) -> Result<(), Error> {
    let output = command.stdin(Stdio::null()).stdout(Stdio::null()).output();
    let output = output.map_err(|error| not_run(command, &error))?;
    if output.status.success() {
        return Ok(());
    }
    let says = String::from_utf8_lossy(&output.stderr);
    let line = says.lines().map(str::trim).find(|line| !line.is_empty());
    let says = line.map_or_else(|| output.status.to_string(), str::to_owned);
    Err(Error::Failed { program: name(command), says })
}

fn not_run(command: &Command, error: &std::io::Error) -> Error {
    Error::Program { program: name(command), cause: error.to_string() }
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

/// A program on the search path.
fn found(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put_in(own: &str, printer: &str) -> Vec<String> {
        words(own, printer, Path::new("/d/a list.pdf")).unwrap()
    }

    #[test]
    fn a_command_is_words_with_file_and_printer_put_in() {
        assert_eq!(
            put_in("sumatrapdf -print-to {printer} -silent {file}", "HP 400"),
            ["sumatrapdf", "-print-to", "HP 400", "-silent", "/d/a list.pdf"]
        );
        assert_eq!(
            put_in("\"C:\\Program Files\\p.exe\"  --out='{file}' -x ''", ""),
            ["C:\\Program Files\\p.exe", "--out=/d/a list.pdf", "-x", ""]
        );
        assert_eq!(put_in("lpr", ""), ["lpr", "/d/a list.pdf"], "the file comes last");
        assert_eq!(put_in("  ", "HP"), [""; 0]);
        assert_eq!(put_in("p {printer} {file}", "{file}"), ["p", "{file}", "/d/a list.pdf"]);
        assert_eq!(words("p {printer}", "", Path::new("x")), Err(Error::NoPrinter));
    }

    #[test]
    fn what_cannot_be_sent_is_said_with_the_programs_name() {
        let send = |own: &str| send(Path::new("x.pdf"), "HP", own).unwrap_err();
        let Error::Program { program, .. } = send("no-such-program-here {file}") else {
            panic!("there is none")
        };
        assert_eq!(program, "no-such-program-here");
        #[cfg(unix)]
        {
            let own = "sh -c 'echo >&2; echo out of paper >&2; exit 3'";
            let failed = Error::Failed { program: "sh".into(), says: "out of paper".into() };
            assert_eq!(send(own), failed);
            assert!(matches!(send("false"), Error::Failed { says, .. } if says.contains('1')));
        }
    }
}
