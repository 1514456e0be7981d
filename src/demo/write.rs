//! Writes a district as four CSV files that an import reads.
//!
//! UTF-8 without BOM, LF, quotes only where needed. It never overwrites a file.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::district::District;

/// Why the files were not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A file of that name is there already; nothing was written.
    #[error("{} is there already", path.display())]
    Exists {
        /// The file in the way.
        path: PathBuf,
    },
    /// The folder or a file could not be made, or its rows not be put on disk.
    #[error("cannot write {}: {source}", path.display())]
    Io {
        /// The folder or file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A row could not be written.
    #[error("cannot write {}: {source}", path.display())]
    Csv {
        /// The file.
        path: PathBuf,
        /// What the CSV writer said.
        source: csv::Error,
    },
}

/// Writes `sites.csv`, `models.csv`, `students.csv` and `devices.csv` into `dir`, which is made
/// if it is missing, and returns their paths in that order.
///
/// Prices are dollars with two decimals; every device is `available`. A folder that holds any of
/// the four already is refused before the first byte is written.
pub fn write(district: &District, dir: &Path) -> Result<Vec<PathBuf>, WriteError> {
    let paths =
        ["sites.csv", "models.csv", "students.csv", "devices.csv"].map(|name| dir.join(name));
    if let Some(path) = paths.iter().find(|path| path.symlink_metadata().is_ok()) {
        return Err(WriteError::Exists { path: path.clone() });
    }
    fs::create_dir_all(dir).map_err(|source| WriteError::Io { path: dir.to_owned(), source })?;
    let [sites, models, students, devices] = &paths;
    table(sites, ["code", "name"], district.sites.iter().map(|site| [&*site.code, &*site.name]))?;
    let prices: Vec<String> = district
        .models
        .iter()
        .map(|model| format!("{}.{:02}", model.price_cents / 100, model.price_cents % 100))
        .collect();
    table(
        models,
        ["model", "category", "price", "end_of_life", "grades", "accessories", "aliases"],
        district.models.iter().zip(&prices).map(|(model, price)| {
            [
                &*model.name,
                &*model.category,
                &**price,
                &*model.end_of_life,
                &*model.grades,
                model.goes_along(),
                &*model.aliases,
            ]
        }),
    )?;
    table(
        students,
        ["student", "name", "grade", "homeroom", "site", "household", "kind"],
        district.students.iter().map(|student| {
            [
                &*student.id,
                &*student.name,
                student.grade.as_deref().unwrap_or(""),
                student.homeroom.as_deref().unwrap_or(""),
                &*student.site,
                student.household.as_deref().unwrap_or(""),
                &*student.kind,
            ]
        }),
    )?;
    table(
        devices,
        ["tag", "serial", "model", "site", "status"],
        district.devices.iter().map(|device| {
            [&*device.tag, &*device.serial, &*device.model, &*device.site, "available"]
        }),
    )?;
    Ok(paths.into())
}

fn table<'a, const N: usize>(
    path: &Path,
    header: [&str; N],
    rows: impl Iterator<Item = [&'a str; N]>,
) -> Result<(), WriteError> {
    let failed = |source: io::Error| {
        let path = path.to_owned();
        if source.kind() == io::ErrorKind::AlreadyExists {
            WriteError::Exists { path }
        } else {
            WriteError::Io { path, source }
        }
    };
    let broken = |source| WriteError::Csv { path: path.to_owned(), source };
    let mut writer = csv::Writer::from_writer(File::create_new(path).map_err(failed)?);
    writer.write_record(header).map_err(broken)?;
    for row in rows {
        writer.write_record(row).map_err(broken)?;
    }
    let file = writer.into_inner().map_err(|error| failed(error.into_error()))?;
    file.sync_all().map_err(failed)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::{DEVICES, SEED, STUDENTS, district};
    use super::*;

    fn read(path: &Path) -> (Vec<String>, Vec<Vec<String>>) {
        let mut reader = csv::Reader::from_path(path).unwrap();
        let header = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let rows =
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        (header, rows)
    }

    #[test]
    fn what_was_written_reads_back() {
        let district = district(SEED, STUDENTS, DEVICES);
        let dir = tempfile::tempdir().unwrap();
        let paths = write(&district, &dir.path().join("new/folder")).unwrap();
        assert_eq!(paths.len(), 4);
        for path in &paths {
            let bytes = fs::read(path).unwrap();
            assert!(!bytes.starts_with(b"\xEF\xBB\xBF") && !bytes.contains(&b'\r'));
            assert!(bytes.ends_with(b"\n"));
        }

        let (header, rows) = read(&paths[0]);
        assert_eq!(header, ["code", "name"]);
        let sites: Vec<_> =
            district.sites.iter().map(|s| vec![s.code.clone(), s.name.clone()]).collect();
        assert_eq!(rows, sites);

        let (header, rows) = read(&paths[1]);
        assert_eq!(
            header,
            ["model", "category", "price", "end_of_life", "grades", "accessories", "aliases"]
        );
        assert_eq!(rows.len(), district.models.len());
        for (row, model) in rows.iter().zip(&district.models) {
            let cents: u64 = row[2].replace('.', "").parse().unwrap();
            assert_eq!(cents, model.price_cents);
            assert_eq!(row[2].split_once('.').unwrap().1.len(), 2);
            assert_eq!((&row[0], &row[1]), (&model.name, &model.category));
            assert_eq!(
                (&row[3], &row[4], &*row[5], &row[6]),
                (&model.end_of_life, &model.grades, model.goes_along(), &model.aliases)
            );
        }

        let (header, rows) = read(&paths[2]);
        assert_eq!(header, ["student", "name", "grade", "homeroom", "site", "household", "kind"]);
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let students: Vec<_> = district
            .students
            .iter()
            .map(|s| {
                vec![
                    s.id.clone(),
                    s.name.clone(),
                    text(&s.grade),
                    text(&s.homeroom),
                    s.site.clone(),
                    text(&s.household),
                    s.kind.clone(),
                ]
            })
            .collect();
        assert_eq!(rows, students);

        let (header, rows) = read(&paths[3]);
        assert_eq!(header, ["tag", "serial", "model", "site", "status"]);
        let devices: Vec<_> = district
            .devices
            .iter()
            .map(|d| {
                let status = "available".to_owned();
                vec![d.tag.clone(), d.serial.clone(), d.model.clone(), d.site.clone(), status]
            })
            .collect();
        assert_eq!(rows, devices);
    }

    #[test]
    fn nothing_is_overwritten() {
        let district = district(SEED, 10, 10);
        let dir = tempfile::tempdir().unwrap();
        let old = dir.path().join("students.csv");
        fs::write(&old, "mine").unwrap();
        let error = write(&district, dir.path()).unwrap_err();
        assert!(matches!(&error, WriteError::Exists { path } if *path == old));
        assert!(error.to_string().contains("students.csv"));
        assert_eq!(fs::read_to_string(&old).unwrap(), "mine");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_in_the_place_of_the_folder_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        fs::write(&file, "").unwrap();
        let error = write(&district(SEED, 1, 1), &file).unwrap_err();
        assert!(matches!(&error, WriteError::Io { path, .. } if *path == file));
    }
}
