//! Every format is told by the headings its system writes.

use super::*;
use crate::exchange::read::heading_key;

fn told(headings: &str) -> Option<&'static str> {
    let keys: Vec<String> = headings.split(',').map(heading_key).collect();
    match recognise(&keys, "file.csv")? {
        Recognised::Format(format) => Some(format.name),
        Recognised::Part(oneroster::Part::Manifest) => Some("manifest"),
        Recognised::Part(_) => Some("part"),
        Recognised::Beside => Some("beside"),
    }
}

#[test]
fn files_are_told_by_their_headings() {
    for (headings, wanted) in [
        ("student,name,grade,homeroom,site,household,kind", Some("students")),
        ("tag,serial,model,site,status", Some("devices")),
        ("model,category,price,end_of_life,grades,aliases", Some("models")),
        ("code,name", Some("sites")),
        ("propertyName,value", Some("manifest")),
        (
            "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId",
            Some("oneroster-orgs"),
        ),
        (
            "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password",
            Some("oneroster"),
        ),
        (
            "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
            Some("part"),
        ),
        (
            "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods",
            Some("part"),
        ),
        (
            "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId",
            Some("part"),
        ),
        (
            "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes",
            Some("beside"),
        ),
        (
            "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear",
            Some("beside"),
        ),
        (
            "Student_Number,Last_Name,First_Name,Grade_Level,SchoolID,Enroll_Status,ClassOf,Lunch_ID,Home_Room",
            Some("powerschool"),
        ),
        (
            "School_id,Student_id,Student_number,State_id,Last_name,Middle_name,First_name,Grade,Gender,DOB,Race,Home_language,Username,Password",
            Some("clever"),
        ),
        ("School_id,School_name,School_number", Some("clever-schools")),
        ("SIS ID,School SIS ID,Username,First Name,Last Name,Secondary Email,Grade", Some("sds")),
        ("SIS ID,Name", Some("sds-schools")),
        ("SIS ID,School SIS ID,Section Name", Some("beside")),
        (
            "Company,Name,Asset Tag,Category,Supplier,Manufacturer,Location,Order Number,Model,Model Notes,Model Number,Asset Notes,Purchase Date,Purchase Cost,Checkout Type,Checked Out To: Username,Checked Out To: First Name,Checked Out To: Last Name,Checked Out To: Email,Checked Out To: Location,Asset EOL Date",
            Some("snipe-it-assets"),
        ),
        (
            "ID,Company,Asset Name,Asset Tag,Model,Model No.,Category,Serial,Purchased,Cost,Location,Address,Address,City,Checked Out,Type,Username,Employee No.,Status,Checkout Date",
            Some("snipe-it-report"),
        ),
        (
            "First Name,Last Name,Email,Username,Activated,Location,Address,City,State,Country,Postal Code,Website,Phone,Job Title,Notes,Employee Number,Company",
            Some("snipe-it-users"),
        ),
        (
            "deviceId,annotatedAssetId,annotatedLocation,annotatedUser,lastSync,notes,serialNumber,status",
            Some("gam"),
        ),
        ("Asset Tag,Serial Number,Model Name,Location,Status,Checked Out To", None),
        ("name,grade,homeroom", None),
        ("a,b,c", None),
    ] {
        assert_eq!(told(headings), wanted, "{headings}");
    }
}

#[test]
fn every_name_of_a_format_is_its_own() {
    let mut names: Vec<&str> = names().collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
    assert!(named("gam").is_some() && named("excel").is_none());
}
