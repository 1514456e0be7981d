//! Text in a given width: made smaller, wrapped, or cut with an ellipsis.

use unicode_normalization::char::is_combining_mark;

use super::{Fonts, Line, Style};

impl Fonts {
    /// The line no wider than `width`: smaller down to `smallest` points, and cut if it is too wide
    /// still.
    pub fn fit(&mut self, text: &str, style: Style, width: f32, smallest: f32) -> Line {
        let line = self.line(text, style);
        if line.width() <= width {
            return line;
        }
        // In quarters of a point, so that sizes on a page stay few.
        let size = (style.size * width / line.width() * 4.0).floor() / 4.0;
        if size >= smallest {
            return line.at(size);
        }
        self.cut(text, style.at(smallest), width)
    }

    /// The line no wider than `width`, ending in an ellipsis where something was left out.
    pub fn cut(&mut self, text: &str, style: Style, width: f32) -> Line {
        let whole = self.line(text, style);
        if whole.width() <= width {
            return whole;
        }
        let ends: Vec<usize> =
            text.char_indices().filter(|(_, c)| !is_combining_mark(*c)).map(|(at, _)| at).collect();
        let kept = |end: usize| format!("{}…", text[..end].trim_end());
        let fits = |fonts: &mut Fonts, end: usize| fonts.line(&kept(end), style).width() <= width;
        let (mut low, mut high) = (0, ends.len());
        while low + 1 < high {
            let middle = usize::midpoint(low, high);
            if fits(self, ends[middle]) {
                low = middle;
            } else {
                high = middle;
            }
        }
        self.line(&kept(ends.get(low).copied().unwrap_or_default()), style)
    }

    /// At most so many lines no wider than `width`, broken between words; the last is cut where there
    /// is more.
    pub fn wrap(&mut self, text: &str, style: Style, width: f32, most: usize) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut rest = text.trim();
        while !rest.is_empty() && lines.len() < most {
            let end =
                if lines.len() + 1 == most { rest.len() } else { self.first(rest, style, width) };
            lines.push(self.cut(rest[..end].trim_end(), style, width));
            rest = rest[end..].trim_start();
        }
        lines
    }

    /// How much of a text the first line takes: whole words, or one that is too wide.
    fn first(&mut self, text: &str, style: Style, width: f32) -> usize {
        let mut ends = text.match_indices(' ').map(|(at, _)| at).collect::<Vec<_>>();
        ends.push(text.len());
        let mut last = ends[0];
        for end in ends {
            if self.line(&text[..end], style).width() > width {
                break;
            }
            last = end;
        }
        last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str =
        "Maximiliana Konstantinopoulou-Featherstonehaugh de la Santísima Trinidad y García";

    #[test]
    fn nothing_is_wider_than_it_may_be() {
        let mut fonts = Fonts::own();
        let style = Style::bold(12.0);
        for width in [30.0, 60.0, 120.0, 240.0, 600.0] {
            for text in
                [LONG, "Ng", "محمد عبد الرحمن بن علي الحسيني القرشي", "Wwwwwwwwwwwwwwwwwwww"]
            {
                assert!(fonts.cut(text, style, width).width() <= width, "{text} in {width}");
                assert!(fonts.fit(text, style, width, 8.0).width() <= width, "{text} in {width}");
                let lines = fonts.wrap(text, style, width, 2);
                assert!(!lines.is_empty() && lines.len() <= 2);
                assert!(lines.iter().all(|line| line.width() <= width), "{text} in {width}");
            }
        }
    }

    #[test]
    fn what_fits_is_left_alone_and_the_rest_says_that_it_was_cut() {
        let mut fonts = Fonts::own();
        let style = Style::bold(12.0);
        assert!((fonts.fit("Lind, Ava", style, 120.0, 9.0).size() - 12.0).abs() < 0.01);
        let fitted = fonts.fit("Konstantinopoulou, Maria", style, 120.0, 9.0);
        assert!(fitted.size() < 12.0 && fitted.text() == "Konstantinopoulou, Maria");
        assert!(fonts.cut(LONG, style, 120.0).text().ends_with('…'));
        let lines = fonts.wrap(LONG, style, 260.0, 3);
        let all: Vec<&str> = lines.iter().map(Line::text).collect();
        assert_eq!(all.join(" "), LONG, "nothing is lost where there is room");
    }
}
