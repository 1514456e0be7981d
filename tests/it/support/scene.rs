//! The scene language: what is scanned and what comes of it, in a line a person can read.
//!
//! Steps stand on lines of their own or between semicolons; `#` begins a remark.
//!
//! ```text
//! issue: 0048213 CB-004417 -> issued 0048213     mode, codes; the last one's outcome is held
//! CB-004417 -> returned from 0048213             against what stands behind the arrow
//! "TWO WORDS" -> unknown                         a code with blanks
//! <undo> -> undone                               a key: yes no next undo undo-row-1 sibling ...
//! CB-004376 -> question ask still-out limit      all reasons of the question, in order
//! CB-004417 -> returned says "not out to"        part of the message
//! (CB-004417 0048213)                            the device is out to ..., (CB-004417 in)
//! (screen 0048213) (screen nobody) (mode return) what the session shows
//! (+90s) (+2m)                                   time passes
//! ```

/// How a line was answered, as far as a scene can hold it against something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    pub outcome: String,
    pub student: Option<String>,
    pub device: Option<String>,
    pub from: Option<String>,
    pub ask: Vec<String>,
    pub event: Option<String>,
    pub message: String,
}

/// Whatever scenes can be played on: the desk in process, the terminal, a window.
pub trait Stage {
    fn scan(&mut self, line: &str) -> Told;
    /// A key of the window by its name in the language.
    fn key(&mut self, name: &str) -> Told;
    fn set_mode(&mut self, mode: &str);
    /// ID of who has the device with this tag.
    fn holder(&mut self, tag: &str) -> Option<String>;
    /// ID of who is on screen.
    fn on_screen(&mut self) -> Option<String>;
    fn mode(&mut self) -> String;
    fn pass_ms(&mut self, ms: i64);
}

/// Plays a script and fails at the first line that came out otherwise, with everything so far.
pub fn play(stage: &mut impl Stage, script: &str) {
    let mut told = String::new();
    for step in steps(script) {
        if let Err(fault) = perform(stage, &step, &mut told) {
            panic!("\nthe scene departs here:\n{told}=>  {step}\n    {fault}\n");
        }
    }
}

/// Lines and what stands between semicolons, without remarks.
fn steps(script: &str) -> Vec<String> {
    script
        .lines()
        .filter_map(|line| line.split('#').next())
        .flat_map(|line| line.split(';'))
        .map(|step| step.trim().to_owned())
        .filter(|step| !step.is_empty())
        .collect()
}

fn perform(stage: &mut impl Stage, step: &str, told: &mut String) -> Result<(), String> {
    use std::fmt::Write as _;
    if let Some(inner) = step.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        let fault = state(stage, inner);
        let _ = writeln!(told, "    ({inner})");
        return fault;
    }
    let (doing, wanted) = match step.split_once("->") {
        Some((doing, wanted)) => (doing.trim(), Some(wanted.trim())),
        None => (step, None),
    };
    let doing = match doing.split_once(": ") {
        Some((mode, rest)) if ["issue", "return", "swap", "look-up", "repair"].contains(&mode) => {
            stage.set_mode(mode);
            rest.trim()
        }
        _ => doing,
    };
    let mut last = None;
    for word in words(doing) {
        let answer = match word.strip_prefix('<').and_then(|name| name.strip_suffix('>')) {
            Some(key) => stage.key(key),
            None => stage.scan(&word),
        };
        let _ = writeln!(told, "    {word} -> {} {}", answer.outcome, answer.message);
        last = Some(answer);
    }
    let answer = last.ok_or("nothing is scanned here")?;
    wanted.map_or(Ok(()), |wanted| compare(&answer, wanted))
}

/// Words behind the reasons of a question.
const MORE: [&str; 4] = ["says", "from", "device", "silent"];

fn compare(answer: &Told, wanted: &str) -> Result<(), String> {
    let mut wanted = words(wanted).into_iter().peekable();
    let outcome = wanted.next().ok_or("no outcome behind the arrow")?;
    if answer.outcome != outcome {
        return Err(format!("wanted {outcome}, got {answer:?}"));
    }
    while let Some(word) = wanted.next() {
        let mut value = || wanted.next().ok_or(format!("nothing behind {word}"));
        let fits = match word.as_str() {
            "from" => answer.from.as_deref() == Some(value()?.as_str()),
            "device" => answer.device.as_deref() == Some(value()?.as_str()),
            "says" => {
                let text = value()?;
                answer.message.contains(&text)
            }
            "silent" => answer.event.is_none(),
            "written" => answer.event.is_some(),
            "ask" => {
                let mut reasons = Vec::new();
                while let Some(reason) = wanted.next_if(|word| !MORE.contains(&word.as_str())) {
                    reasons.push(reason);
                }
                answer.ask == reasons
            }
            student => answer.student.as_deref() == Some(student),
        };
        if !fits {
            return Err(format!("wanted {outcome} … {word}, got {answer:?}"));
        }
    }
    Ok(())
}

fn state(stage: &mut impl Stage, what: &str) -> Result<(), String> {
    if let Some(time) = what.strip_prefix('+') {
        let (number, unit) = time.split_at(time.len() - 1);
        let number: i64 = number.parse().map_err(|_| format!("no time: {what}"))?;
        stage.pass_ms(match unit {
            "s" => number * 1_000,
            "m" => number * 60_000,
            "h" => number * 3_600_000,
            _ => return Err(format!("no time: {what}")),
        });
        return Ok(());
    }
    let (subject, wanted) = what.split_once(' ').ok_or(format!("what about {what}?"))?;
    let (got, wanted) = match subject {
        "screen" => (stage.on_screen(), Some(wanted).filter(|who| *who != "nobody")),
        "mode" => (Some(stage.mode()), Some(wanted)),
        tag => (stage.holder(tag), Some(wanted).filter(|who| *who != "in")),
    };
    if got.as_deref() == wanted { Ok(()) } else { Err(format!("it is {got:?}")) }
}

/// Words with blanks between them; quotation marks hold blanks together.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (word, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').expect("a quotation mark is not closed"),
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        words.push(word.to_owned());
        rest = after.trim_start();
    }
    words
}

#[test]
fn the_language_reads_as_it_says() {
    assert_eq!(steps("a -> b; c # d; e\n\n f"), ["a -> b", "c", "f"]);
    assert_eq!(words("A \"B C\"  D"), ["A", "B C", "D"]);
}
