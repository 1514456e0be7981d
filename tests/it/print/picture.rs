//! A grey picture of a page, and what bad paper and a bad printer make of it.
#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::many_single_char_names
)]

#[derive(Clone)]
pub struct Picture {
    width: usize,
    height: usize,
    grey: Vec<u8>,
}

impl Picture {
    /// Reads a binary PGM.
    pub fn read(bytes: &[u8]) -> Picture {
        let mut fields = Vec::new();
        let mut at = 0;
        while fields.len() < 4 {
            let end = at + bytes[at..].iter().position(u8::is_ascii_whitespace).unwrap();
            fields.push(std::str::from_utf8(&bytes[at..end]).unwrap().to_owned());
            at = end + 1;
        }
        assert_eq!((fields[0].as_str(), fields[3].as_str()), ("P5", "255"));
        let (width, height) = (fields[1].parse().unwrap(), fields[2].parse().unwrap());
        let grey = bytes[at..].to_vec();
        assert_eq!(grey.len(), width * height);
        Picture { width, height, grey }
    }

    pub fn pgm(&self) -> Vec<u8> {
        let mut bytes = format!("P5\n{} {}\n255\n", self.width, self.height).into_bytes();
        bytes.extend(&self.grey);
        bytes
    }

    /// A part of it, in dots.
    pub fn part(&self, x: usize, y: usize, width: usize, height: usize) -> Picture {
        let (width, height) = (width.min(self.width - x), height.min(self.height - y));
        let rows = self.grey.chunks(self.width).skip(y).take(height);
        Picture { width, height, grey: rows.flat_map(|row| &row[x..x + width]).copied().collect() }
    }

    /// Turned about its middle, as a sheet lies under a scanner.
    pub fn turned(&self, degrees: f32) -> Picture {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let (mid_x, mid_y) = (self.width as f32 / 2.0, self.height as f32 / 2.0);
        let mut grey = Vec::with_capacity(self.grey.len());
        for y in 0..self.height {
            for x in 0..self.width {
                let (dx, dy) = (x as f32 - mid_x, y as f32 - mid_y);
                grey.push(self.between(mid_x + dx * cos - dy * sin, mid_y + dx * sin + dy * cos));
            }
        }
        Picture { width: self.width, height: self.height, grey }
    }

    /// The grey between four points; white beyond the edge.
    fn between(&self, x: f32, y: f32) -> u8 {
        let (left, top) = (x.floor(), y.floor());
        let at = |x: f32, y: f32| {
            let inside = x >= 0.0 && y >= 0.0 && x < self.width as f32 && y < self.height as f32;
            if inside { f32::from(self.grey[y as usize * self.width + x as usize]) } else { 255.0 }
        };
        let (across, down) = (x - left, y - top);
        let upper = at(left, top) * (1.0 - across) + at(left + 1.0, top) * across;
        let lower = at(left, top + 1.0) * (1.0 - across) + at(left + 1.0, top + 1.0) * across;
        (upper * (1.0 - down) + lower * down).round() as u8
    }

    /// Pale toner, grey paper and specks, the same ones every time, through a lens.
    pub fn worn(&self) -> Picture {
        let mut state = 0x2545_F491_4F6C_DD1D_u64;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 40) as f32 / (1u64 << 24) as f32
        };
        let worn = |grey: &u8| {
            let paler = 70.0 + f32::from(*grey) * (215.0 - 70.0) / 255.0;
            // The sum of three is nearly a bell.
            let noise = (next() + next() + next() - 1.5) * 24.0;
            (paler + noise).clamp(0.0, 255.0) as u8
        };
        let grey = self.grey.iter().map(worn).collect();
        Picture { width: self.width, height: self.height, grey }.softened()
    }

    /// Each dot with its neighbours, as no lens keeps them apart.
    fn softened(&self) -> Picture {
        let at = |x: usize, y: usize| f32::from(self.grey[y * self.width + x]);
        let mut grey = self.grey.clone();
        for y in 1..self.height - 1 {
            for x in 1..self.width - 1 {
                let row = |y| at(x - 1, y) + 2.0 * at(x, y) + at(x + 1, y);
                let sum = row(y - 1) + 2.0 * row(y) + row(y + 1);
                grey[y * self.width + x] = (sum / 16.0).round() as u8;
            }
        }
        Picture { width: self.width, height: self.height, grey }
    }
}
