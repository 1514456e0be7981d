//! A small district in which every case of the desk occurs once.

use std::path::{Path, PathBuf};

/// Forty characters, none of them to be cut off.
pub const FORTY: &str = "ASSET-2026-0123456789-ABCDEFGHIJKLMNOPQR";

pub const SITES: &str = "\
code,name
LRK,Larkstone Middle
BON,Bonner Elementary
TAL,Talbot High
";

pub const MODELS: &str = "\
model,category,price,end_of_life,grades,aliases
Lenovo 300e Gen 4,Chromebook,339.00,2033-06-30,6-12,300e
iPad 9th Gen,Tablet,299.00,2028-09-30,K-2,iPad 9
ThinkPad L13,Laptop,899.00,2031-06-30,,
";

/// José and Ana are brother and sister; 0000042 has leading zeros that matter; 0000077 and 00077
/// differ in nothing but zeros; 9001 is a tag, too; Olga has left.
pub const STUDENTS: &str = "\
student,name,grade,homeroom,site,household,kind,active
0048213,José Nguyễn,7,7B,LRK,H1,student,yes
0048222,Ana Nguyễn,6,6A,LRK,H1,student,yes
0048284,Eli Lind,7,7B,LRK,H2,student,yes
0048291,Ava Lind,6,6A,LRK,H2,student,yes
0048307,Maya Okafor,7,7B,LRK,H3,student,yes
0048315,Noah Fields,8,8A,LRK,H4,student,yes
0048399,Olga Gone,8,8A,LRK,,student,no
0000042,Zoë Zero,2,2A,BON,H5,student,yes
0000077,Tom Seven,6,6A,LRK,,student,yes
00077,Tim Seven,6,6A,LRK,,student,yes
9001,Bo Twokinds,8,8A,LRK,,student,yes
S100,Ruth Alvarez,,,LRK,,staff,yes
";

/// 000123 has no serial; SHARED-1 is on two; the rest is named after what it is.
pub const DEVICES: &str = "\
tag,serial,model,site,status
CB-004417,PF3KD8Q2,Lenovo 300e Gen 4,LRK,available
CB-004376,PF3KD7M4,Lenovo 300e Gen 4,LRK,available
CB-004398,PF3KD8A9,Lenovo 300e Gen 4,LRK,available
CB-003991,PF2Z7C5H,Lenovo 300e Gen 4,BON,available
CB-STOLEN,PF3KD8BE,Lenovo 300e Gen 4,LRK,stolen
CB-LOST,PF3KD8BF,Lenovo 300e Gen 4,LRK,lost
CB-REPAIR,PF3KD8BG,Lenovo 300e Gen 4,LRK,repair
CB-RETIRED,PF3KD8BH,Lenovo 300e Gen 4,LRK,retired
IPAD-0001,DMPX0001,iPad 9th Gen,BON,available
LT-0001,R90LT001,ThinkPad L13,LRK,available
000123,,Lenovo 300e Gen 4,LRK,available
9001,PF3KD901,Lenovo 300e Gen 4,LRK,available
SHARED-1,PF3SH001,Lenovo 300e Gen 4,LRK,available
SHARED-1,PF3SH002,Lenovo 300e Gen 4,LRK,available
ASSET-2026-0123456789-ABCDEFGHIJKLMNOPQR,PF3KD940,ThinkPad L13,LRK,available
";

/// Writes the four files into a folder; their paths in the order of an import.
pub fn write(folder: &Path) -> Vec<PathBuf> {
    let tables = [
        ("sites.csv", SITES),
        ("models.csv", MODELS),
        ("students.csv", STUDENTS),
        ("devices.csv", DEVICES),
    ];
    std::fs::create_dir_all(folder).unwrap();
    tables
        .into_iter()
        .map(|(name, text)| {
            let path = folder.join(name);
            std::fs::write(&path, text).unwrap();
            path
        })
        .collect()
}
