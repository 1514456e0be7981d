//! Tones. Played by a helper of the platform, so that building needs no system library; the
//! feature `audio` plays them itself.
//!
//! Never blocks the window and never fails: a computer without sound is silent, and the band
//! lights up instead.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};

use crate::desk::reply::Tone;

/// Plays tones on a thread of its own.
#[derive(Debug, Clone)]
pub struct Sounds {
    tones: Sender<Tone>,
    audible: Arc<AtomicBool>,
}

impl Sounds {
    /// Looks for something that can play.
    pub fn start() -> Self {
        let (tones, inbox) = mpsc::channel();
        let audible = Arc::new(AtomicBool::new(true));
        let heard = Arc::clone(&audible);
        let thread = std::thread::Builder::new().name("sound".to_owned());
        if thread.spawn(move || output::run(&inbox, &heard)).is_err() {
            audible.store(false, Ordering::Relaxed);
        }
        Self { tones, audible }
    }

    /// Begins a tone. False where it cannot be heard as far as is known.
    pub fn play(&self, tone: Tone) -> bool {
        self.audible.load(Ordering::Relaxed) && self.tones.send(tone).is_ok()
    }
}

/// The recording of a tone: its name and a WAV file.
fn recording(tone: Tone) -> Option<(&'static str, &'static [u8])> {
    Some(match tone {
        Tone::Done => ("done", include_bytes!("../../assets/sounds/done.wav")),
        Tone::Already => ("already", include_bytes!("../../assets/sounds/already.wav")),
        Tone::Question => ("question", include_bytes!("../../assets/sounds/question.wav")),
        Tone::Attention => ("attention", include_bytes!("../../assets/sounds/attention.wav")),
        Tone::Refused => ("refused", include_bytes!("../../assets/sounds/refused.wav")),
        Tone::None => return None,
    })
}

#[cfg(not(feature = "audio"))]
mod output {
    //! Through a program of the platform.

    use std::ffi::OsString;
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::process::{Child, Command, Stdio};

    use super::{Arc, AtomicBool, Ordering, Receiver, Tone, recording};

    /// Programs that play a WAV file, best first, with what stands before the file.
    const PLAYERS: &[(&str, &[&str])] = if cfg!(windows) {
        &[("powershell.exe", &["-NoProfile", "-NonInteractive", "-Command"])]
    } else if cfg!(target_os = "macos") {
        &[("afplay", &[])]
    } else {
        &[("pw-play", &[]), ("paplay", &[]), ("aplay", &["-q"]), ("canberra-gtk-play", &["-f"])]
    };

    type Player = (PathBuf, &'static [&'static str]);

    /// Plays what arrives until the window is gone. A player that failed is not asked again.
    pub(super) fn run(inbox: &Receiver<Tone>, audible: &Arc<AtomicBool>) {
        let mut players: Vec<Player> = PLAYERS
            .iter()
            .filter_map(|(name, before)| Some((found(name)?, *before)))
            .rev()
            .collect();
        let folder = tempfile::Builder::new().prefix("tagdesk-sounds").tempdir();
        let Ok(folder) = folder else {
            audible.store(false, Ordering::Relaxed);
            return;
        };
        let mut playing: Vec<Child> = Vec::new();
        audible.store(!players.is_empty(), Ordering::Relaxed);
        while let Ok(tone) = inbox.recv() {
            let failed = playing.iter_mut().any(|child| {
                child.try_wait().is_ok_and(|end| end.is_some_and(|end| !end.success()))
            });
            playing.retain_mut(|child| matches!(child.try_wait(), Ok(None)));
            if failed {
                players.pop();
            }
            let Some((program, before)) = players.last() else {
                audible.store(false, Ordering::Relaxed);
                return;
            };
            match file(folder.path(), tone).map(|file| start(program, before, &file)) {
                Some(Ok(child)) => playing.push(child),
                Some(Err(_)) => {
                    players.pop();
                }
                None => {}
            }
        }
    }

    fn found(name: &str) -> Option<PathBuf> {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
    }

    /// The recording as a file, written when it is first needed.
    fn file(folder: &Path, tone: Tone) -> Option<PathBuf> {
        let (name, wav) = recording(tone)?;
        let file = folder.join(name).with_extension("wav");
        if !file.is_file() {
            fs::write(&file, wav).ok()?;
        }
        Some(file)
    }

    fn start(program: &Path, before: &[&str], file: &Path) -> std::io::Result<Child> {
        let last: OsString = if cfg!(windows) {
            let file = file.display().to_string().replace('\'', "''");
            format!("(New-Object Media.SoundPlayer '{file}').PlaySync()").into()
        } else {
            file.into()
        };
        Command::new(program)
            .args(before)
            .arg(last)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
    }
}

#[cfg(feature = "audio")]
mod output {
    //! Through the sound device itself.

    use std::num::NonZero;

    use rodio::buffer::SamplesBuffer;

    use super::{Arc, AtomicBool, Ordering, Receiver, Tone, recording};

    /// Plays what arrives until the window is gone.
    pub(super) fn run(inbox: &Receiver<Tone>, audible: &Arc<AtomicBool>) {
        let Ok(mut device) = rodio::DeviceSinkBuilder::open_default_sink() else {
            audible.store(false, Ordering::Relaxed);
            return;
        };
        device.log_on_drop(false);
        while let Ok(tone) = inbox.recv() {
            if let Some(samples) = recording(tone).and_then(|(_, wav)| samples(wav)) {
                device.mixer().add(samples);
            }
        }
    }

    /// The samples of a WAV file of 16-bit integers with the usual header of 44 bytes, which is
    /// what `assets/sounds/make.py` writes.
    fn samples(wav: &[u8]) -> Option<SamplesBuffer> {
        let (header, data) = wav.split_at_checked(44)?;
        let channels = u16::from_le_bytes(header.get(22..24)?.try_into().ok()?);
        let rate = u32::from_le_bytes(header.get(24..28)?.try_into().ok()?);
        let samples: Vec<f32> = data
            .chunks_exact(2)
            .map(|pair| f32::from(i16::from_le_bytes([pair[0], pair[1]])) / 32_768.0)
            .collect();
        Some(SamplesBuffer::new(NonZero::new(channels)?, NonZero::new(rate)?, samples))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tone_is_a_wav_of_16_bit_integers() {
        for tone in [Tone::Done, Tone::Already, Tone::Question, Tone::Attention, Tone::Refused] {
            let (_, wav) = recording(tone).unwrap();
            assert_eq!(&wav[..4], b"RIFF");
            assert_eq!(&wav[8..16], b"WAVEfmt ");
            assert_eq!((wav[20], wav[34]), (1, 16));
            assert_eq!(&wav[36..40], b"data");
        }
        assert!(recording(Tone::None).is_none());
    }
}
