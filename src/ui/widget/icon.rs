//! Line icons and the signs in the band's disc, drawn: fonts of a computer may lack them.

use iced::widget::canvas::{self, Frame, LineCap, LineJoin, Path, Stroke};
use iced::{Color, Element, Point, Rectangle, Renderer, Theme, Vector, mouse};

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Icon {
    /// Desk.
    Barcode,
    /// People.
    Person,
    /// Devices.
    Laptop,
    /// Print.
    Printer,
    /// Exchange.
    Arrows,
    /// Run.
    Flag,
    /// Settings.
    Gear,
    /// Done.
    Tick,
    /// Not done.
    Cross,
    /// Taken back.
    Back,
}

/// An icon in a square of `size`, in lines of `color`.
pub fn icon<'a, Message: 'a>(icon: Icon, size: f32, color: Color) -> Element<'a, Message> {
    canvas::Canvas::new(Drawing { icon, color }).width(size).height(size).into()
}

struct Drawing {
    icon: Icon,
    color: Color,
}

impl<Message> canvas::Program<Message> for Drawing {
    type State = ();

    fn draw(
        &self,
        _state: &(),
        renderer: &Renderer,
        _theme: &Theme,
        bounds: Rectangle,
        _cursor: mouse::Cursor,
    ) -> Vec<canvas::Geometry> {
        let mut frame = Frame::new(renderer, bounds.size());
        let unit = bounds.width / 24.0;
        let bold = matches!(self.icon, Icon::Tick | Icon::Cross | Icon::Back);
        let stroke = Stroke::default()
            .with_color(self.color)
            .with_width(unit * if bold { 4.5 } else { 1.8 })
            .with_line_cap(if bold { LineCap::Butt } else { LineCap::Round })
            .with_line_join(if bold { LineJoin::Miter } else { LineJoin::Round });
        for path in paths(self.icon, unit) {
            frame.stroke(&path, stroke);
        }
        vec![frame.into_geometry()]
    }
}

/// The lines of an icon on a grid of 24 units.
fn paths(icon: Icon, unit: f32) -> Vec<Path> {
    let at = |x: f32, y: f32| Point::new(x * unit, y * unit);
    let line = |points: &[(f32, f32)]| {
        Path::new(|path| {
            for (index, (x, y)) in points.iter().enumerate() {
                if index == 0 {
                    path.move_to(at(*x, *y));
                } else {
                    path.line_to(at(*x, *y));
                }
            }
        })
    };
    match icon {
        Icon::Barcode => {
            [4.0, 8.0, 12.0, 15.0, 20.0].iter().map(|x| line(&[(*x, 6.0), (*x, 18.0)])).collect()
        }
        Icon::Person => vec![
            Path::circle(at(12.0, 8.0), 4.0 * unit),
            Path::new(|path| {
                path.move_to(at(4.5, 20.5));
                path.bezier_curve_to(at(5.0, 12.5), at(19.0, 12.5), at(19.5, 20.5));
            }),
        ],
        Icon::Laptop => vec![
            line(&[(5.5, 15.5), (5.5, 6.0), (18.5, 6.0), (18.5, 15.5), (5.5, 15.5)]),
            line(&[(2.5, 19.0), (21.5, 19.0)]),
        ],
        Icon::Printer => vec![
            line(&[(7.0, 9.0), (7.0, 4.0), (17.0, 4.0), (17.0, 9.0)]),
            line(&[(7.0, 17.0), (4.0, 17.0), (4.0, 9.0), (20.0, 9.0), (20.0, 17.0), (17.0, 17.0)]),
            line(&[(7.0, 14.0), (17.0, 14.0), (17.0, 20.5), (7.0, 20.5), (7.0, 14.0)]),
        ],
        Icon::Arrows => vec![
            line(&[(4.0, 9.0), (20.0, 9.0), (16.0, 5.0)]),
            line(&[(20.0, 15.0), (4.0, 15.0), (8.0, 19.0)]),
        ],
        Icon::Flag => vec![
            line(&[(6.0, 21.0), (6.0, 4.0)]),
            line(&[(6.0, 4.5), (18.0, 4.5), (15.0, 8.5), (18.0, 12.5), (6.0, 12.5)]),
        ],
        Icon::Gear => {
            let mut paths = vec![Path::circle(at(12.0, 12.0), 3.6 * unit)];
            for spoke in 0..8u8 {
                let angle = f32::from(spoke) * std::f32::consts::FRAC_PI_4;
                let ray = Vector::new(angle.cos(), angle.sin());
                let from = at(12.0 + ray.x * 6.4, 12.0 + ray.y * 6.4);
                let to = at(12.0 + ray.x * 9.0, 12.0 + ray.y * 9.0);
                paths.push(Path::line(from, to));
            }
            paths
        }
        Icon::Tick => vec![line(&[(3.5, 12.5), (9.0, 18.0), (20.5, 6.5)])],
        Icon::Cross => vec![line(&[(4.5, 4.5), (19.5, 19.5)]), line(&[(19.5, 4.5), (4.5, 19.5)])],
        Icon::Back => vec![
            line(&[(10.0, 3.0), (4.0, 9.0), (10.0, 15.0)]),
            Path::new(|path| {
                path.move_to(at(4.5, 9.0));
                path.line_to(at(14.0, 9.0));
                path.bezier_curve_to(at(21.5, 9.0), at(21.5, 19.5), at(14.0, 19.5));
                path.line_to(at(9.0, 19.5));
            }),
        ],
    }
}

/// Slanted stripes on a ground, with the corners of the band cut out in the colour behind it.
pub struct Stripes {
    /// Between the stripes.
    pub ground: Color,
    /// The stripes.
    pub stripe: Color,
    /// Behind the band.
    pub behind: Color,
    /// Radius of the corners.
    pub corner: f32,
}

impl<Message> canvas::Program<Message> for Stripes {
    // Without a cache: it would keep the colours of the flash.
    type State = ();

    fn draw(
        &self,
        (): &(),
        renderer: &Renderer,
        _theme: &Theme,
        bounds: Rectangle,
        _cursor: mouse::Cursor,
    ) -> Vec<canvas::Geometry> {
        const PITCH: f32 = 62.0;
        let mut frame = canvas::Frame::new(renderer, bounds.size());
        let (width, height) = (bounds.width, bounds.height);
        frame.fill_rectangle(Point::ORIGIN, bounds.size(), self.ground);
        let stroke = Stroke::default().with_color(self.stripe).with_width(PITCH / 2.83);
        let mut x = -height;
        while x < width + PITCH {
            let from = Point::new(x - PITCH, height + PITCH);
            let to = Point::new(x + height + PITCH, -PITCH);
            frame.stroke(&Path::line(from, to), stroke);
            x += PITCH;
        }
        for (x, y) in [(0.0, 0.0), (width, 0.0), (0.0, height), (width, height)] {
            frame.fill(&corner(x, y, self.corner, bounds), self.behind);
        }
        vec![frame.into_geometry()]
    }
}

/// What lies outside a rounded corner at (`x`, `y`).
fn corner(x: f32, y: f32, radius: f32, bounds: Rectangle) -> Path {
    let inward = |at: f32, length: f32| if at > length / 2.0 { -radius } else { radius };
    let (dx, dy) = (inward(x, bounds.width), inward(y, bounds.height));
    // The circle's share of a corner, as a curve: 0.5523 is where its handles lie.
    let handle = 1.0 - 0.5523;
    Path::new(|path| {
        path.move_to(Point::new(x, y));
        path.line_to(Point::new(x + dx, y));
        path.bezier_curve_to(
            Point::new(x + dx * handle, y),
            Point::new(x, y + dy * handle),
            Point::new(x, y + dy),
        );
        path.close();
    })
}
