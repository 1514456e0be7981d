//! Names as a US school district has them: mostly in Latin letters with their accents, a few
//! in the script that the family writes at home.
//!
//! Parts are common given and family names of each community, joined at random; any likeness to
//! a living person is chance. All texts are in Unicode's composed form (NFC).

use super::rng::Rng;

/// How the parts of a name are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `Maya Okafor`, sometimes with a middle initial.
    Plain,
    /// `Lucía Herrera Castillo`: often two family names.
    TwoFamilies,
    /// `김서연`: family first, nothing between.
    Joined,
}

/// Given and family names that occur together.
#[derive(Debug)]
struct Culture {
    /// Share among all households that write in Latin letters; 0 for other scripts.
    share: usize,
    form: Form,
    given: &'static [&'static str],
    family: &'static [&'static str],
}

/// The name that a household shares.
#[derive(Debug, Clone)]
pub(super) struct Family {
    culture: &'static Culture,
    /// Whose given names this family likes; mostly those of its own culture.
    given: &'static [&'static str],
    name: String,
}

/// Of how many households one writes its names in another script than Latin.
const OTHER_SCRIPT_EVERY: usize = 25;

/// Draws the family name of household number `nth`.
///
/// The other scripts take turns, so that a small district has all of them too.
pub(super) fn family(rng: &mut Rng, nth: usize) -> Family {
    if nth % OTHER_SCRIPT_EVERY == OTHER_SCRIPT_EVERY / 2 {
        let culture = &OTHER_SCRIPTS[(nth / OTHER_SCRIPT_EVERY) % OTHER_SCRIPTS.len()];
        let name = rng.pick(culture.family).to_owned();
        return Family { culture, given: culture.given, name };
    }
    let culture = latin(rng);
    let given = if rng.chance(6) { latin(rng).given } else { culture.given };
    let first = rng.pick(culture.family);
    let name = match culture.form {
        Form::TwoFamilies if rng.chance(40) => format!("{first} {}", other(rng, culture, first)),
        Form::Plain if rng.chance(3) => format!("{first}-{}", other(rng, culture, first)),
        _ => first.to_owned(),
    };
    Family { culture, given, name }
}

/// Draws a full name for a member of the family, other than the names in `taken` if it can.
pub(super) fn person(rng: &mut Rng, family: &Family, taken: &[String]) -> String {
    let mut name = full(rng, family);
    for _ in 0..3 {
        if !taken.contains(&name) {
            break;
        }
        name = full(rng, family);
    }
    name
}

fn full(rng: &mut Rng, family: &Family) -> String {
    let given = rng.pick(family.given);
    match family.culture.form {
        Form::Joined => format!("{}{given}", family.name),
        Form::Plain if family.culture.share > 0 && rng.chance(7) => {
            let initial = rng.pick(&INITIALS);
            format!("{given} {initial}. {}", family.name)
        }
        _ => format!("{given} {}", family.name),
    }
}

fn latin(rng: &mut Rng) -> &'static Culture {
    let mut left = rng.below(LATIN.iter().map(|culture| culture.share).sum());
    for culture in &LATIN {
        if left < culture.share {
            return culture;
        }
        left -= culture.share;
    }
    &LATIN[0]
}

fn other(rng: &mut Rng, culture: &Culture, not: &str) -> &'static str {
    let mut name = rng.pick(culture.family);
    for _ in 0..3 {
        if name != not {
            break;
        }
        name = rng.pick(culture.family);
    }
    name
}

const INITIALS: [&str; 14] = ["A", "B", "C", "D", "E", "G", "J", "K", "L", "M", "N", "R", "S", "T"];

const fn culture(
    share: usize,
    form: Form,
    given: &'static [&'static str],
    family: &'static [&'static str],
) -> Culture {
    Culture { share, form, given, family }
}

// Lists of words: one per line would hide their shape.
#[rustfmt::skip]
static LATIN: [Culture; 15] = [
    // English, with the Irish, Scots, German and Scandinavian names that came along.
    culture(
        40,
        Form::Plain,
        &[
            "Abigail", "Addison", "Aiden", "Amelia", "Andre", "Asher", "Aubrey", "Autumn", "Ava",
            "Beau", "Brianna", "Caleb", "Camila", "Carter", "Charlotte", "Chloë", "Clara", "Cole",
            "D'Andre", "Deja", "Eli", "Ella", "Emma", "Ethan", "Evelyn", "Ezra", "Finn", "Grace",
            "Hannah", "Harper", "Hazel", "Henry", "Imani", "Isaac", "Isla", "Jack", "Jada",
            "James", "Jaylen", "Jordan", "Josiah", "Kayla", "La'Shawn", "Leah", "Levi", "Liam",
            "Lily", "Logan", "Lucas", "Mackenzie", "Madison", "Malik", "Mary Kate", "Mason",
            "Maya", "Micah", "Miles", "Naomi", "Noah", "Nora", "Oliver", "Olivia", "Owen",
            "Penelope", "Quinn", "Renée", "Riley", "Ruby", "Sadie", "Sam", "Savannah", "Sophie",
            "Stella", "Theo", "Trey", "Tyler", "Violet", "Wesley", "Willow", "Wyatt", "Zion", "Zoë",
        ],
        &[
            "Adams", "Allen", "Anders", "Baker", "Barnes", "Bell", "Bennett", "Boyd", "Brooks",
            "Brown", "Burke", "Carter", "Clark", "Coleman", "Cook", "Cooper", "Cruz", "Daniels",
            "Davis", "Dixon", "Edwards", "Ellis", "Evans", "Fields", "Fischer", "Fisher", "Foster",
            "Freeman", "Gibson", "Graham", "Grant", "Gray", "Greene", "Hall", "Hansen", "Harris",
            "Hayes", "Henderson", "Hill", "Holmes", "Hughes", "Hunter", "Jackson", "James",
            "Jensen", "Johnson", "Jones", "Jordan", "Kelley", "Kennedy", "King", "Knight", "Larsen",
            "Lewis", "Lind", "Long", "MacDonald", "Marsh", "Martin", "Mason", "McCoy", "McKenna",
            "Meyer", "Miller", "Mitchell", "Moore", "Morgan", "Müller", "Murphy", "Myers",
            "Nelson", "O'Brien", "O'Connor", "Olson", "Owens", "Palmer", "Parker", "Perry",
            "Peterson", "Porter", "Powell", "Price", "Reed", "Reynolds", "Richardson", "Roberts",
            "Robinson", "Rogers", "Ross", "Russell", "Sanders", "Schmidt", "Scott", "Shaw",
            "Simmons", "Smith", "Spencer", "St. John", "Stevens", "Stewart", "Stone", "Sullivan",
            "Taylor", "Thomas", "Thompson", "Turner", "Van Dyke", "Wagner", "Walker", "Wallace",
            "Ward", "Washington", "Webb", "Weber", "Wells", "West", "Whitaker", "White",
            "Williams", "Wilson", "Wood", "Wright", "Young", "Zimmerman",
        ],
    ),
    culture(
        20,
        Form::TwoFamilies,
        &[
            "Adrián", "Alejandra", "Ana", "Andrés", "Ángel", "Araceli", "Beatriz", "Camila",
            "Carlos", "Daniela", "Diego", "Emilio", "Esperanza", "Fátima", "Fernando", "Gabriela",
            "Guadalupe", "Héctor", "Iker", "Inés", "Isabella", "Itzel", "Iván", "Javier", "Jesús",
            "Jimena", "José", "José Luis", "Joaquín", "Juan Pablo", "Julián", "Leonel", "Lucía",
            "Luis", "Luz", "Marcos", "María José", "Mateo", "Maximiliano", "Nicolás", "Óscar",
            "Paloma", "Ramón", "Raúl", "Regina", "Renata", "Rocío", "Sebastián", "Sofía", "Tomás",
            "Valentina", "Ximena", "Yael", "Yaretzi", "Zoé",
        ],
        &[
            "Acosta", "Aguilar", "Álvarez", "Avendaño", "Ávila", "Briseño", "Cárdenas", "Castillo",
            "Cervantes", "Chávez", "Contreras", "Cortés", "Cruz", "de la Cruz", "Delgado", "Díaz",
            "Domínguez", "Escobar", "Espinoza", "Estrada", "Fernández", "Flores", "Fuentes",
            "Gallegos", "García", "Gómez", "González", "Guerrero", "Gutiérrez", "Hernández",
            "Herrera", "Ibáñez", "Jiménez", "Juárez", "León", "López", "Luna", "Márquez",
            "Martínez", "Medina", "Mejía", "Méndez", "Mendoza", "Montoya", "Morales", "Muñoz",
            "Navarro", "Núñez", "Ochoa", "Ordóñez", "Ortiz", "Pacheco", "Peña", "Pérez", "Quiñones",
            "Ramírez", "Ramos", "Reyes", "Ríos", "Rivera", "Rodríguez", "Rojas", "Romero", "Ruiz",
            "Salazar", "Sánchez", "Sandoval", "Santiago", "Solís", "Soto", "Suárez", "Torres",
            "Treviño", "Valdez", "Vargas", "Vázquez", "Vega", "Velásquez", "Villaseñor", "Zúñiga",
        ],
    ),
    // Vietnamese, in the order that US records use.
    culture(
        5,
        Form::Plain,
        &[
            "An", "Anh", "Bảo", "Bích", "Châu", "Đạt", "Dũng", "Gia Hân", "Hải", "Hằng", "Hiếu",
            "Hoàng", "Hồng", "Huệ", "Hùng", "Khánh", "Khôi", "Kim", "Lan", "Linh", "Long", "Mai",
            "Minh", "Minh Anh", "Mỹ Linh", "Nam", "Ngọc", "Nhi", "Phong", "Phúc", "Phương", "Quân",
            "Quỳnh", "Sơn", "Tâm", "Thanh", "Thảo", "Thịnh", "Thu", "Thủy", "Tiên", "Trang",
            "Trúc", "Tuấn", "Uyên", "Vân", "Việt", "Vy", "Xuân", "Yến",
        ],
        &[
            "Bùi", "Đặng", "Đinh", "Đỗ", "Dương", "Hồ", "Hoàng", "Huỳnh", "Lê", "Lương", "Lý",
            "Mai", "Ngô", "Nguyễn", "Phạm", "Phan", "Phùng", "Tạ", "Tô", "Trần", "Trịnh",
            "Trương", "Võ", "Vũ", "Vương",
        ],
    ),
    // Chinese, romanised.
    culture(
        3,
        Form::Plain,
        &[
            "Bo", "Chen", "Fang", "Hao", "Hui", "Jia", "Jing", "Jun", "Kai", "Lei", "Lin", "Mei",
            "Ming", "Ning", "Qi", "Rui", "Wei", "Xiao", "Xin", "Yan", "Yi", "Ying", "Yu", "Yuxuan",
            "Zhen", "Zihan",
        ],
        &[
            "Cai", "Cao", "Chen", "Deng", "Feng", "Gao", "Guo", "He", "Hu", "Huang", "Li", "Liang",
            "Lin", "Liu", "Lü", "Ma", "Ou", "Peng", "Song", "Sun", "Tang", "Wang", "Wu", "Xie",
            "Xu", "Yang", "Ye", "Yu", "Zhang", "Zhao", "Zheng", "Zhou", "Zhu",
        ],
    ),
    // Korean, romanised.
    culture(
        2,
        Form::Plain,
        &[
            "Chae-won", "Dong-hyun", "Eun-ji", "Ha-eun", "Hye-jin", "Jae-won", "Ji-hoon", "Ji-woo",
            "Joon", "Min-jun", "Min-seo", "Seo-yeon", "Seung-min", "So-yeon", "Soo-ah", "Yuna",
        ],
        &[
            "Ahn", "Baek", "Bae", "Cho", "Choi", "Chung", "Han", "Hwang", "Im", "Jang", "Jung",
            "Kang", "Kim", "Kwon", "Lee", "Lim", "Moon", "Oh", "Park", "Ryu", "Seo", "Shin", "Son",
            "Yoo", "Yoon",
        ],
    ),
    // Hindi, Punjabi, Gujarati and Telugu, romanised.
    culture(
        4,
        Form::Plain,
        &[
            "Aadhya", "Aarav", "Aditi", "Ananya", "Anika", "Arjun", "Dev", "Diya", "Gurpreet",
            "Harpreet", "Ishaan", "Jasleen", "Kavya", "Kiran", "Krishna", "Lakshmi", "Meera",
            "Neha", "Nikhil", "Pranav", "Priya", "Rahul", "Rohan", "Saanvi", "Sai", "Shreya",
            "Simran", "Tanvi", "Varun", "Vihaan", "Yash",
        ],
        &[
            "Agarwal", "Bhatt", "Chaudhary", "Desai", "Dhillon", "Gill", "Gupta", "Iyer", "Joshi",
            "Kapoor", "Kaur", "Kumar", "Malhotra", "Mehta", "Mishra", "Nair", "Pandey", "Patel",
            "Rao", "Reddy", "Sandhu", "Shah", "Sharma", "Singh", "Srinivasan", "Thakur", "Verma",
            "Yadav",
        ],
    ),
    // Polish family names that have one form for all.
    culture(
        3,
        Form::Plain,
        &[
            "Agnieszka", "Aleksandra", "Bartosz", "Błażej", "Filip", "Hania", "Jakub", "Jan",
            "Julia", "Kacper", "Kasia", "Łucja", "Łukasz", "Magda", "Małgorzata", "Michał",
            "Mikołaj", "Oliwia", "Paweł", "Przemek", "Staś", "Szymon", "Wojciech", "Zofia", "Zuzanna",
        ],
        &[
            "Błaszczyk", "Dąbek", "Duda", "Gołąb", "Grześkowiak", "Jóźwiak", "Kaczmarek", "Kołodziej",
            "Kowalczyk", "Król", "Kubiak", "Mazur", "Michalak", "Nowak", "Pająk", "Pietrzak",
            "Piątek", "Szczepaniak", "Szewczyk", "Walczak", "Wieczorek", "Wojciechowicz", "Woźniak",
            "Wójcik", "Wróbel", "Zając", "Zięba", "Żak",
        ],
    ),
    // Portuguese, from Brazil, Cabo Verde and the Azores.
    culture(
        4,
        Form::TwoFamilies,
        &[
            "Antônio", "Beatriz", "Caio", "Conceição", "Davi", "Enzo", "Gonçalo", "Heloísa", "Inês",
            "João", "João Pedro", "Júlia", "Laís", "Letícia", "Luís", "Luíza", "Mariana", "Miguel",
            "Rafael", "Sérgio", "Thaís", "Tiago", "Vitória", "Vinícius",
        ],
        &[
            "Almeida", "Andrade", "Araújo", "Assunção", "Azevedo", "Barbosa", "Brandão", "Cardoso",
            "Carvalho", "Conceição", "Correia", "Costa", "da Silva", "dos Santos", "Fonseca",
            "Gonçalves", "Guimarães", "Leitão", "Lourenço", "Magalhães", "Mendonça", "Moniz",
            "Oliveira", "Pereira", "Ribeiro", "Rocha", "Simões", "Sousa", "Teixeira", "Vieira",
        ],
    ),
    // Hmong.
    culture(
        3,
        Form::Plain,
        &[
            "Bao", "Chue", "Dia", "Fue", "Gao Nou", "Kao", "Kong Meng", "Mai See", "Mee", "Mai Yer",
            "Nhia", "Pa Chia", "Pa Houa", "Pao", "Sheng", "Tou", "Tou Ger", "Xai", "Yeng", "Zong",
        ],
        &[
            "Chang", "Cheng", "Fang", "Hang", "Her", "Khang", "Kong", "Kue", "Lee", "Lor", "Moua",
            "Pha", "Thao", "Vang", "Vue", "Xiong", "Yang",
        ],
    ),
    // Somali: the second name is the father's.
    culture(
        3,
        Form::Plain,
        &[
            "Abdi", "Abdirahman", "Amina", "Asha", "Ayaan", "Deeqa", "Faduma", "Farhiya", "Fowzia",
            "Hamza", "Hodan", "Ifrah", "Ilhan", "Khadra", "Liban", "Mahad", "Nasra", "Sahra",
            "Samatar", "Zakariya",
        ],
        &[
            "Abdi", "Abdullahi", "Aden", "Ahmed", "Ali", "Barre", "Dahir", "Duale", "Farah",
            "Gedi", "Hassan", "Hersi", "Hussein", "Ibrahim", "Isse", "Jama", "Mohamed", "Mohamud",
            "Nur", "Omar", "Osman", "Sheikh", "Warsame", "Yusuf",
        ],
    ),
    // Marshallese.
    culture(
        2,
        Form::Plain,
        &[
            "Alden", "Anjo", "Biram", "Carlon", "Emi", "Hemity", "Jabuko", "Jeban", "Jelton",
            "Jimmy", "Kaibōke", "Kathy", "Lañinbwij", "Litokwa", "Mōrdi", "Neimon", "Rine", "Talina",
        ],
        &[
            "Alik", "Anjain", "Anej", "Bikajle", "Bolkeim", "Capelle", "deBrum", "Heine", "Jacklick",
            "Jetnil", "Jorju", "Kabua", "Keju", "Kijiner", "Laik", "Langrine", "Lokeijak", "Loeak",
            "Maddison", "Nemra", "Note", "Ñeñe", "Riklon", "Zedkaia",
        ],
    ),
    // Arabic, romanised.
    culture(
        4,
        Form::Plain,
        &[
            "Adam", "Ahmad", "Aisha", "Ali", "Dalia", "Fatima", "Hadi", "Hana", "Hassan", "Ibrahim",
            "Jana", "Karim", "Khalid", "Layla", "Lina", "Mariam", "Mohammed", "Nadia", "Nour",
            "Omar", "Rami", "Salma", "Sami", "Tariq", "Yara", "Yasmin", "Youssef", "Zainab",
        ],
        &[
            "Abbas", "Abdelrahman", "Al-Amin", "Al-Hashimi", "Al-Masri", "Ayoub", "Aziz", "Darwish",
            "El-Sayed", "Farouk", "Haddad", "Hamdan", "Hijazi", "Ismail", "Jaber", "Kassem",
            "Khalil", "Khoury", "Mahmoud", "Mansour", "Nasser", "Qasim", "Rahman", "Saad", "Salem",
            "Shaheen", "Sharif", "Taha", "Youssef", "Zaki",
        ],
    ),
    // Nigerian, Ghanaian, Kenyan and Ethiopian, romanised.
    culture(
        4,
        Form::Plain,
        &[
            "Abebe", "Ada", "Adaeze", "Akosua", "Ama", "Amara", "Ayodele", "Chidi", "Chinedu",
            "Ebele", "Efua", "Femi", "Ifeoma", "Kamau", "Kofi", "Kwame", "Ngozi", "Obinna", "Selam",
            "Tadesse", "Temi", "Tobi", "Wanjiru", "Yaw", "Zainab",
        ],
        &[
            "Abara", "Achebe", "Adebayo", "Adeyemi", "Afolabi", "Agyeman", "Asante", "Balogun",
            "Bekele", "Boateng", "Chukwu", "Diallo", "Eze", "Haile", "Kamara", "Kimani", "Mensah",
            "Mwangi", "N'Diaye", "Nwosu", "Obi", "Okafor", "Okonkwo", "Olawale", "Osei", "Otieno",
            "Owusu", "Sesay", "Tesfaye", "Touré", "Traoré", "Uche",
        ],
    ),
    // Tagalog and Ilocano.
    culture(
        2,
        Form::Plain,
        &[
            "Althea", "Andrei", "Angelo", "Bea", "Benjie", "Divine", "Gian", "Jasper", "Jhun",
            "Joy", "Kyla", "Mark Anthony", "Mary Grace", "Niño", "Princess", "Rizza", "Tala",
        ],
        &[
            "Abad", "Aquino", "Bautista", "Cabrera", "Castañeda", "Dela Cruz", "Dizon", "Galang",
            "Lacson", "Macaraeg", "Magsaysay", "Manalo", "Mercado", "Ocampo", "Pangilinan",
            "Quiambao", "Santos", "Tolentino", "Villanueva",
        ],
    ),
    // Samoan, Tongan and Hawaiian; the turned comma is a letter.
    culture(
        1,
        Form::Plain,
        &[
            "ʻAna", "Ikaika", "Kai", "Kalani", "Keoni", "Leilani", "Malia", "Māhealani", "Noa",
            "Sina", "Sione", "Tavita", "Viliami",
        ],
        &[
            "Faʻasavalu", "Fonoti", "Kahananui", "Kealoha", "Leavasa", "Mahoe", "Nākoa", "Pauole",
            "Sapolu", "Tuiasosopo", "Tuʻipulotu", "Vaifanua",
        ],
    ),
];

#[rustfmt::skip]
static OTHER_SCRIPTS: [Culture; 7] = [
    culture(
        0,
        Form::Joined,
        &["伟", "芳", "子涵", "欣怡", "浩然", "梓萱", "雨桐", "明轩", "思远", "佳琪", "志强", "美玲"],
        &["王", "李", "张", "刘", "陈", "杨", "黄", "赵", "周", "吴", "欧阳", "林"],
    ),
    culture(
        0,
        Form::Plain,
        &["محمد", "فاطمة", "أحمد", "مريم", "علي", "زينب", "يوسف", "نور", "عمر", "سارة", "خالد", "ليلى"],
        &["حسن", "الخطيب", "المصري", "حداد", "عبد الرحمن", "النجار", "إبراهيم", "منصور", "الهاشمي", "خليل"],
    ),
    culture(
        0,
        Form::Joined,
        &["서연", "민준", "지우", "하은", "도윤", "예은", "시우", "수아", "준호", "유진", "현우", "채원"],
        &["김", "이", "박", "최", "정", "강", "조", "윤", "장", "임", "한", "황보"],
    ),
    culture(
        0,
        Form::Plain,
        &["आरव", "अनन्या", "अर्जुन", "दिया", "ईशान", "काव्या", "प्रिया", "रोहन", "श्रेया", "विवेक", "लक्ष्मी", "कृष्णा"],
        &["शर्मा", "पटेल", "गुप्ता", "वर्मा", "मिश्रा", "यादव", "जोशी", "श्रीवास्तव", "त्रिपाठी", "चौधरी"],
    ),
    culture(
        0,
        Form::Plain,
        &["Олена", "Андрій", "Наталія", "Богдан", "Ірина", "Тарас", "Софія", "Юрій", "Ганна", "Максим"],
        &["Шевченко", "Коваленко", "Бондаренко", "Ткаченко", "Кравченко", "Лисенко", "Мельник", "Гнатюк"],
    ),
    culture(
        0,
        Form::Plain,
        &["נועה", "דוד", "תמר", "יונתן", "שירה", "אורי", "מיכל", "איתי", "רחל", "יוסף"],
        &["כהן", "לוי", "מזרחי", "פרץ", "ביטון", "אברהם", "פרידמן", "אזולאי", "בן דוד"],
    ),
    culture(
        0,
        Form::Plain,
        &["አበበ", "ሰላም", "ዳዊት", "ሃና", "ተስፋዬ", "መቅደስ", "ዮሐንስ", "ማርታ"],
        &["በቀለ", "ታደሰ", "ኃይሌ", "ግርማ", "አለሙ", "ከበደ", "ወልደ"],
    ),
];
