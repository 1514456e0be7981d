//! Places and sizes. Everything is in points, 72 to an inch; the origin is the top left corner of
//! the page and y grows downwards.

/// Points in a millimetre.
pub const MM: f32 = 72.0 / 25.4;

/// A place on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// From the left edge.
    pub x: f32,
    /// From the top edge.
    pub y: f32,
}

/// Width and height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    /// Across.
    pub width: f32,
    /// Down.
    pub height: f32,
}

/// An upright rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Across.
    pub width: f32,
    /// Down.
    pub height: f32,
}

impl Point {
    /// A place.
    pub const fn new(x: f32, y: f32) -> Point {
        Point { x, y }
    }
}

impl Rect {
    /// A rectangle by its top left corner and size.
    pub const fn new(x: f32, y: f32, width: f32, height: f32) -> Rect {
        Rect { x, y, width, height }
    }

    /// The right edge.
    pub fn right(self) -> f32 {
        self.x + self.width
    }

    /// The bottom edge.
    pub fn bottom(self) -> f32 {
        self.y + self.height
    }
}

/// A sheet of paper, upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// US Letter, 8.5 by 11 inches.
    #[default]
    Letter,
    /// ISO A4, 210 by 297 mm.
    A4,
}

impl Paper {
    /// Its size.
    pub const fn size(self) -> Size {
        match self {
            Paper::Letter => Size { width: 612.0, height: 792.0 },
            Paper::A4 => Size { width: 210.0 * MM, height: 297.0 * MM },
        }
    }
}

/// A distance so many times.
#[allow(clippy::cast_precision_loss)]
pub fn times(count: usize, distance: f32) -> f32 {
    count as f32 * distance
}
