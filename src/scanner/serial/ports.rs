//! Which serial ports there are, and which of them is the scanner that was chosen.
//!
//! Lists and compares; opens nothing.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};
use serialport::{SerialPortInfo, SerialPortType};

use super::Config;

/// A serial port as it is offered for choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Port {
    /// What to open: `/dev/ttyACM0`, `/dev/cu.usbmodem1`, `COM3`.
    pub path: String,
    /// The maker's name, from the device.
    pub maker: Option<String>,
    /// The product's name, from the device.
    pub product: Option<String>,
    /// The device's serial number.
    pub serial_number: Option<String>,
    /// USB vendor and product number; none for a port that is not on USB.
    pub usb: Option<(u16, u16)>,
}

/// Which scanner it is, whatever port it gets after a replug.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Identity {
    /// USB vendor number.
    pub vendor: u16,
    /// USB product number.
    pub product: u16,
    /// The device's serial number. Cheap scanners have none, or all the same.
    pub serial_number: Option<String>,
}

impl Port {
    /// What to remember of it; none for a port that is not on USB.
    pub fn identity(&self) -> Option<Identity> {
        self.usb.map(|(vendor, product)| Identity {
            vendor,
            product,
            serial_number: self.serial_number.clone(),
        })
    }

    /// Maker and product where known, else the path.
    pub fn name(&self) -> String {
        match (&self.maker, &self.product) {
            (Some(maker), Some(product)) if product.starts_with(maker.as_str()) => product.clone(),
            (Some(maker), Some(product)) => format!("{maker} {product}"),
            (Some(name), None) | (None, Some(name)) => name.clone(),
            (None, None) => self.path.clone(),
        }
    }
}

/// The ports of this computer, USB first. Empty where they cannot be listed.
///
/// On Linux the ttyS ports that no hardware answers to are left out, on macOS the
/// `tty.` twin of every `cu.` port.
pub fn ports() -> Vec<Port> {
    // serialport panics where this folder is missing, as in some containers.
    if cfg!(target_os = "linux") && std::fs::read_dir("/sys/class/tty").is_err() {
        return Vec::new();
    }
    arrange(serialport::available_ports().unwrap_or_default())
}

fn arrange(found: Vec<SerialPortInfo>) -> Vec<Port> {
    let mut ports: Vec<Port> = found
        .into_iter()
        .filter(|info| !is_phantom(info) && !info.port_name.starts_with("/dev/tty."))
        .map(Port::from)
        .collect();
    ports.sort_by_cached_key(|port| {
        // COM10 after COM9.
        let number =
            port.path.trim_start_matches(|c: char| !c.is_ascii_digit()).parse::<u32>().unwrap_or(0);
        let stem = port.path.trim_end_matches(|c: char| c.is_ascii_digit());
        (Reverse(port.usb.is_some()), stem.to_owned(), number, port.path.clone())
    });
    ports.dedup_by(|a, b| a.path == b.path);
    ports
}

fn is_phantom(info: &SerialPortInfo) -> bool {
    info.port_type == SerialPortType::Unknown && info.port_name.starts_with("/dev/ttyS")
}

impl From<SerialPortInfo> for Port {
    fn from(info: SerialPortInfo) -> Self {
        let usb = match info.port_type {
            SerialPortType::UsbPort(usb) => Some(usb),
            _ => None,
        };
        let said = |text: &Option<String>| {
            let text = text.as_deref().map(str::trim)?;
            (!text.is_empty()).then(|| text.to_owned())
        };
        Self {
            path: info.port_name,
            maker: usb.as_ref().and_then(|usb| said(&usb.manufacturer)),
            product: usb.as_ref().and_then(|usb| said(&usb.product)),
            serial_number: usb.as_ref().and_then(|usb| said(&usb.serial_number)),
            usb: usb.map(|usb| (usb.vid, usb.pid)),
        }
    }
}

/// The paths at which the chosen scanner may be, the likeliest first.
///
/// By vendor, product and serial number; a scanner without one by vendor and
/// product; then by path, unless something there says it is another device. So
/// nobody reads a neighbour's scanner, or a modem, because the numbers moved.
pub(super) fn candidates(config: &Config, ports: &[Port]) -> Vec<String> {
    let Some(wanted) = &config.identity else {
        return vec![config.path.clone()];
    };
    let mut paths: Vec<String> = ports
        .iter()
        .filter(|port| port.identity().as_ref() == Some(wanted))
        .map(|port| port.path.clone())
        .collect();
    // Several that cannot be told apart: the port it had last, then in order.
    paths.sort_by_key(|path| *path != config.path);
    let there = ports.iter().find(|port| port.path == config.path);
    if paths.is_empty() && there.is_none_or(|port| port.usb.is_none()) {
        paths.push(config.path.clone());
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;
    use serialport::UsbPortInfo;

    fn usb(path: &str, vid: u16, pid: u16, serial: Option<&str>) -> SerialPortInfo {
        SerialPortInfo {
            port_name: path.to_owned(),
            port_type: SerialPortType::UsbPort(UsbPortInfo {
                vid,
                pid,
                serial_number: serial.map(str::to_owned),
                manufacturer: Some("Honeywell ".to_owned()),
                product: Some("Voyager".to_owned()),
            }),
        }
    }

    fn other(path: &str, port_type: SerialPortType) -> SerialPortInfo {
        SerialPortInfo { port_name: path.to_owned(), port_type }
    }

    fn paths(ports: &[Port]) -> Vec<&str> {
        ports.iter().map(|port| port.path.as_str()).collect()
    }

    #[test]
    fn usb_comes_first_and_phantoms_not_at_all() {
        let ports = arrange(vec![
            other("/dev/ttyS0", SerialPortType::Unknown),
            other("/dev/ttyS4", SerialPortType::PciPort),
            other("/dev/ttyAMA0", SerialPortType::Unknown),
            usb("/dev/ttyACM10", 0x0c2e, 0x0b6a, Some("21110B1234")),
            usb("/dev/ttyACM9", 0x0c2e, 0x0b6a, Some("")),
            usb("/dev/tty.usbmodem1", 0x0c2e, 0x0b6a, None),
            usb("/dev/cu.usbmodem1", 0x0c2e, 0x0b6a, None),
        ]);
        assert_eq!(
            paths(&ports),
            ["/dev/cu.usbmodem1", "/dev/ttyACM9", "/dev/ttyACM10", "/dev/ttyAMA0", "/dev/ttyS4"]
        );
        assert_eq!(ports[2].name(), "Honeywell Voyager");
        assert_eq!(ports[2].usb, Some((0x0c2e, 0x0b6a)));
        assert_eq!(ports[1].serial_number, None);
        assert_eq!(ports[3].name(), "/dev/ttyAMA0");
        assert_eq!(ports[3].identity(), None);
    }

    #[test]
    fn listing_this_computer_does_not_panic() {
        for port in ports() {
            assert!(!port.path.is_empty());
        }
    }

    fn chosen(path: &str, serial: Option<&str>) -> Config {
        Config {
            identity: Some(Identity {
                vendor: 1,
                product: 2,
                serial_number: serial.map(str::to_owned),
            }),
            ..Config::new(path)
        }
    }

    #[test]
    fn a_scanner_is_found_by_its_number_before_its_path() {
        let ports = arrange(vec![usb("a0", 1, 2, Some("X")), usb("a1", 1, 2, Some("Y"))]);
        assert_eq!(candidates(&chosen("a0", Some("Y")), &ports), ["a1"]);
        assert_eq!(candidates(&chosen("a9", Some("X")), &ports), ["a0"]);
        // Its old place is taken by another scanner.
        assert!(candidates(&chosen("a0", Some("Z")), &ports).is_empty());
        // Its old place is empty, or not a USB port.
        assert_eq!(candidates(&chosen("a7", Some("Z")), &ports), ["a7"]);
        let plain = arrange(vec![other("a7", SerialPortType::PciPort)]);
        assert_eq!(candidates(&chosen("a7", Some("Z")), &plain), ["a7"]);
    }

    #[test]
    fn scanners_without_a_number_are_found_by_make_last_place_first() {
        let ports =
            arrange(vec![usb("a0", 1, 2, None), usb("a1", 1, 2, None), usb("a2", 1, 3, None)]);
        assert_eq!(candidates(&chosen("a1", None), &ports), ["a1", "a0"]);
        assert_eq!(candidates(&chosen("a9", None), &ports), ["a0", "a1"]);
        assert!(candidates(&chosen("a2", None), &ports[2..]).is_empty());
    }

    #[test]
    fn without_identity_the_path_is_all_there_is() {
        let ports = arrange(vec![usb("a0", 1, 2, Some("X"))]);
        assert_eq!(candidates(&Config::new("a0"), &ports), ["a0"]);
        assert_eq!(candidates(&Config::new("a5"), &ports), ["a5"]);
    }
}
