//! Files as they come, most of them wrong.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;

/// Losses of a made-up antenna, tilted down by 4°, at an angle of either cut.
fn horizontal_db(degree: f64) -> f64 {
    (30.0 * (degree.to_radians() / 2.0).sin().powi(2) * 100.0).round() / 100.0
}

fn vertical_db(degree: f64) -> f64 {
    (35.0 * ((degree - 4.0).to_radians() / 2.0).sin().abs() * 100.0).round() / 100.0
}

fn block(name: &str, degrees: impl IntoIterator<Item = f64>, loss_db: impl Fn(f64) -> f64) -> String {
    let degrees: Vec<f64> = degrees.into_iter().collect();
    degrees.iter().fold(format!("{name} {}\n", degrees.len()), |mut text, degree| {
        writeln!(text, "{degree:.1} {:.2}", loss_db(*degree)).unwrap();
        text
    })
}

fn whole_degrees() -> impl Iterator<Item = f64> {
    (0..360).map(f64::from)
}

fn horizontal() -> String {
    block("HORIZONTAL", whole_degrees(), horizontal_db)
}

fn vertical() -> String {
    block("VERTICAL", whole_degrees(), vertical_db)
}

const HEADER: &str = "NAME Panel 65\nMAKE Nobody\nFREQUENCY 3500\nH_WIDTH 65\nGAIN 17.0 dBi\nELECTRICAL_TILT 4\n\
                      POLARIZATION +45\nCOMMENT made for a test\n";

fn good() -> String {
    format!("{HEADER}{}{}", horizontal(), vertical())
}

fn read_bytes(bytes: &[u8]) -> (Option<MsiFile>, Findings) {
    let mut findings = Findings::default();
    let mut notes = Notes { file: Path::new("panel.msi"), findings: &mut findings };
    let read = lines::text_of(bytes.to_vec(), &mut notes).and_then(|text| parse(&text, None, &mut notes));
    assert_eq!(read.is_none(), !findings.problems.is_empty(), "{findings:?}");
    (read, findings)
}

/// The antenna in a text that must be read, and the warnings.
fn read(text: &str) -> (MsiFile, Vec<String>) {
    let (read, findings) = read_bytes(text.as_bytes());
    (read.unwrap_or_else(|| panic!("{:?}", findings.problems)), findings.warnings)
}

/// The one warning that a text gives, besides being read as `good()` is.
fn only_warning(text: &str) -> String {
    let (file, warnings) = read(text);
    assert_eq!(file.pattern, read(&good()).0.pattern);
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    warnings[0].clone()
}

/// Code, place and text of the one problem that a text has.
fn refusal(text: &str) -> (&'static str, String, String) {
    let (_, findings) = read_bytes(text.as_bytes());
    let [problem] = findings.problems.as_slice() else { panic!("{findings:?}") };
    (problem.code, problem.place.to_string(), problem.found.clone())
}

#[test]
fn a_good_file_is_read_without_a_word() {
    let (file, warnings) = read(&good());
    assert!(warnings.is_empty(), "{warnings:?}");
    assert_eq!((file.name.as_str(), file.make.as_deref()), ("Panel 65", Some("Nobody")));
    assert_eq!((file.frequency_mhz, file.electrical_tilt_deg), (Some(3500.0), Some(4.0)));
    assert_eq!(file.pattern.peak_gain_dbi(), 17.0);
    for degree in 0..360_u16 {
        let (index, degree) = (usize::from(degree), f64::from(degree));
        assert_eq!(file.pattern.horizontal_loss_db()[index], horizontal_db(degree));
        assert_eq!(file.pattern.vertical_loss_db()[index], vertical_db(degree));
    }
    assert_eq!(file.pattern.gain_dbi(0.0, -4.0), 17.0);
    assert!(file.pattern.gain_dbi(0.0, 4.0) < 15.0);
}

#[test]
fn a_file_on_disk_and_one_that_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("nameless.msi");
    std::fs::write(&file, good().replace("NAME Panel 65\n", "")).unwrap();
    let mut findings = Findings::default();
    assert_eq!(read_msi(&file, None, &mut findings).unwrap().name, "nameless");
    assert!(read_msi(&folder.path().join("none.msi"), None, &mut findings).is_none());
    assert_eq!(findings.problems[0].code, "unreadable-file");
}

#[test]
fn other_spellings_of_the_same() {
    for same in [
        good().replace('\n', "\r\n"),
        good().replace('\n', "\r"),
        format!("\u{feff}{}", good()),
        good().to_lowercase().replace("panel 65", "Panel 65"),
        good().replace(' ', "\t"),
        good().replace("GAIN 17.0 dBi", "GAIN: 17,0dBi"),
        good().replace("GAIN 17.0 dBi", "GAIN = 14.85 dBd"),
        good().replace("HORIZONTAL 360", "# a comment\n\n; another\nHORIZONTAL 360"),
        good().replace("HORIZONTAL 360", "HORIZONTAL"),
        good().replace("NAME Panel", "Panel"),
        good().replace("FREQUENCY 3500", "FREQUENCY 3.5 GHz"),
        good().replace("5.0 0.06", "5.0 0.06 # measured twice"),
        format!("{HEADER}{}{}", vertical(), horizontal()),
        format!("{}{}{HEADER}", horizontal(), vertical()),
        horizontal().replace(' ', ",") + HEADER + &vertical().replace(' ', ", "),
    ] {
        let (file, warnings) = read(&same);
        assert!(warnings.is_empty(), "{warnings:?}");
        assert_eq!(file.pattern, read(&good()).0.pattern, "{same}");
        assert_eq!(file.frequency_mhz, Some(3500.0));
    }
}

#[test]
fn a_gain_without_a_unit_is_of_a_dipole() {
    let (file, warnings) = read(&good().replace("17.0 dBi", "14.85"));
    assert_eq!(file.pattern.peak_gain_dbi(), 17.0);
    assert!(warnings[0].starts_with("panel.msi:5: GAIN 14.85 has no unit; read as dBd"), "{warnings:?}");
    assert!(warnings[0].contains("17.00 dBi"), "{warnings:?}");
}

#[test]
fn gains_that_are_none() {
    let with = |gain: &str| refusal(&good().replace("GAIN 17.0 dBi", gain));
    assert_eq!(with("COMMENT no gain"), ("missing-gain", "panel.msi".into(), "has no GAIN".into()));
    assert_eq!(with("GAIN 17.0 dBm").0, "bad-gain");
    assert_eq!(with("GAIN").0, "bad-gain");
    assert_eq!(with("GAIN nan dBi").0, "bad-gain");
    assert_eq!(with("GAIN 170 dBi"), ("out-of-range", "panel.msi:5".into(), "has a gain of 170 dBi".into()));
    assert_eq!(with("GAIN 17 dBi\nGAIN 18 dBi").0, "repeated-gain");
    assert!(read(&good().replace("GAIN 17.0 dBi", "GAIN 17 dBi\nGAIN 17.0 dBi")).1.is_empty());
}

#[test]
fn encodings_other_than_utf_8() {
    let accented = good().replace("Nobody", "Società");
    let latin: Vec<u8> = accented.chars().map(|c| c as u8).collect();
    let (file, findings) = read_bytes(&latin);
    assert_eq!(file.unwrap().make.as_deref(), Some("Società"));
    assert_eq!(findings.warnings, ["panel.msi:2: is not UTF-8 text; read as Latin-1"]);
    for unit in [u16::to_le_bytes, u16::to_be_bytes] {
        let bytes: Vec<u8> = format!("\u{feff}{accented}").encode_utf16().flat_map(unit).collect();
        let (file, findings) = read_bytes(&bytes);
        assert_eq!(file.unwrap().make.as_deref(), Some("Società"));
        assert!(findings.warnings[0].contains("UTF-16"));
    }
}

#[test]
fn decimal_commas_are_read_and_said_once_for_each_cut() {
    let (file, warnings) =
        read(&format!("{HEADER}{}{}", horizontal().replace('.', ","), vertical().replace('.', ",")));
    assert_eq!(file.pattern, read(&good()).0.pattern);
    assert_eq!(warnings[0], "panel.msi:10: HORIZONTAL has decimal commas; read as points");
    assert_eq!(warnings.len(), 2, "{warnings:?}");
    assert_eq!(refusal(&good().replace("0.0 0.00", "0,0,0,00")).0, "bad-point");
}

#[test]
fn both_ends_of_the_circle() {
    let closed = good()
        .replace("VERTICAL 360", "360.0 0.00\nVERTICAL 360")
        .replace("HORIZONTAL 360", "HORIZONTAL 361");
    assert!(only_warning(&closed).contains("HORIZONTAL has the angle 0° twice; read once"));
    let (code, place, found) = refusal(&closed.replace("360.0 0.00", "360.0 3.00"));
    assert_eq!((code, place.as_str()), ("repeated-angle", "panel.msi:370"));
    assert_eq!(found, "HORIZONTAL has a loss of 3 dB at 0°, and one of 0 dB on line 10");
}

#[test]
fn angles_from_minus_180_and_points_out_of_order() {
    let signed = |from: i32| {
        let degrees = (from..from + 360).map(f64::from);
        format!("{HEADER}{}{}", block("HORIZONTAL", degrees, horizontal_db), vertical())
    };
    assert_eq!(read(&signed(-180)).0.pattern, read(&good()).0.pattern);
    assert!(read(&signed(-179)).1.is_empty());
    let swapped = good().replace("7.0 0.11\n8.0 0.15\n", "8.0 0.15\n7.0 0.11\n");
    assert_ne!(swapped, good());
    assert!(only_warning(&swapped).contains("HORIZONTAL has its points out of order"));
}

#[test]
fn one_missing_angle_is_taken_from_its_neighbours_and_two_are_not() {
    let one = good().replace("8.0 0.15\n", "");
    let (file, warnings) = read(&one);
    assert_eq!(file.pattern.horizontal_loss_db()[8], f64::midpoint(horizontal_db(7.0), horizontal_db(9.0)));
    assert_eq!(warnings[0], "panel.msi:9: HORIZONTAL says 360 points, there are 359");
    assert!(warnings[1].contains("no loss at 1 of 360 degrees, the first at 8°"), "{warnings:?}");
    let (code, place, found) = refusal(&one.replace("7.0 0.11\n", ""));
    assert_eq!((code, place.as_str()), ("missing-points", "panel.msi:16"));
    assert_eq!(found, "HORIZONTAL has 358 points and none between 6° and 9°");
}

#[test]
fn a_file_that_breaks_off() {
    let text = good();
    let cut = &text[..text.find("\n200.0 ").unwrap()];
    let (_, findings) = read_bytes(cut.as_bytes());
    let codes: Vec<_> = findings.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["missing-block", "missing-points"]);
    let in_vertical = text.rfind("\n200.0 ").unwrap();
    let (code, place, found) = refusal(&text[..in_vertical]);
    assert_eq!((code, place.as_str()), ("missing-points", "panel.msi:370"));
    assert_eq!(found, "VERTICAL has 200 points and none between 199° and 360°");
}

#[test]
fn other_steps() {
    let with_step = |count: u32, step_deg: f64| {
        let degrees = || (0..count).map(move |index| f64::from(index) * step_deg);
        format!(
            "{HEADER}{}{}",
            block("HORIZONTAL", degrees(), horizontal_db),
            block("VERTICAL", degrees(), vertical_db)
        )
    };
    let (file, warnings) = read(&with_step(720, 0.5));
    assert_eq!(file.pattern, read(&good()).0.pattern);
    assert!(warnings[0].contains("has 720 points; those at whole degrees are used"), "{warnings:?}");
    let (file, warnings) = read(&with_step(180, 2.0));
    assert!((file.pattern.vertical_loss_db()[41] - vertical_db(41.0)).abs() < 0.02);
    assert!(warnings[1].contains("no loss at 180 of 360 degrees, the first at 1°"), "{warnings:?}");
    assert!(
        read_bytes(with_step(72, 5.0).as_bytes())
            .1
            .problems
            .iter()
            .all(|found| found.code == "missing-points")
    );
    // half a pattern
    assert!(read_bytes(with_step(181, 1.0).as_bytes()).0.is_none());
}

#[test]
fn blocks_that_are_missing_empty_or_there_twice() {
    assert_eq!(refusal(&format!("{HEADER}{}", vertical())).2, "has no HORIZONTAL block");
    assert_eq!(refusal(&format!("{HEADER}{}", horizontal())).2, "has no VERTICAL block");
    let (code, place, found) = refusal(&format!("{HEADER}HORIZONTAL 0\n{}", vertical()));
    assert_eq!(
        (code, place.as_str(), found.as_str()),
        ("missing-points", "panel.msi:9", "HORIZONTAL has no points")
    );
    assert_eq!(refusal(&format!("{}{}", good(), vertical())).0, "repeated-block");
    let (_, findings) = read_bytes(format!("NAME nothing\n{}", vertical()).as_bytes());
    let codes: Vec<_> = findings.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["missing-block", "missing-gain"]);
}

#[test]
fn gains_instead_of_losses() {
    let negative = |loss_db: fn(f64) -> f64| move |degree: f64| -loss_db(degree);
    let text = format!(
        "{HEADER}{}{}",
        block("HORIZONTAL", whole_degrees(), negative(horizontal_db)),
        block("VERTICAL", whole_degrees(), negative(vertical_db)),
    );
    assert!(only_warning(&text).contains("values are negative: read as gains relative to the peak"));
    let in_dbi = |loss_db: fn(f64) -> f64| move |degree: f64| 17.0 - loss_db(degree);
    let text = format!(
        "{HEADER}{}{}",
        block("HORIZONTAL", whole_degrees(), in_dbi(horizontal_db)),
        block("VERTICAL", whole_degrees(), in_dbi(vertical_db)),
    );
    assert_eq!(refusal(&text).0, "mixed-signs");
}

#[test]
fn a_peak_that_is_not_zero() {
    let shifted = |by_db: f64| {
        format!(
            "{HEADER}{}{}",
            block("HORIZONTAL", whole_degrees(), |degree| horizontal_db(degree) + by_db),
            block("VERTICAL", whole_degrees(), |degree| vertical_db(degree) + by_db),
        )
    };
    assert!(read(&shifted(0.1)).1.is_empty());
    let (file, warnings) = read(&shifted(2.0));
    assert_eq!(file.pattern.gain_dbi(0.0, -4.0), 15.0);
    assert!(warnings[0].contains("the least loss is 2 dB, not 0"), "{warnings:?}");
    assert_eq!(refusal(&shifted(7.0)).0, "no-peak");
    let (file, warnings) = read(&shifted(-0.5));
    assert_eq!(file.pattern.gain_dbi(0.0, -4.0), 17.0);
    assert!(warnings[0].contains("down to -0.5 dB"), "{warnings:?}");
    assert_eq!(refusal(&shifted(-1.5)).0, "mixed-signs");
}

#[test]
fn values_that_no_antenna_has() {
    let with = |point: &str| refusal(&good().replace("8.0 0.15", point));
    let (code, place, found) = with("8.0 1e9");
    assert_eq!((code, place.as_str()), ("out-of-range", "panel.msi:18"));
    assert_eq!(found, "found a loss of 1000000000 dB in HORIZONTAL");
    assert_eq!(with("400 0.15").2, "found an angle of 400° in HORIZONTAL");
    for point in ["8.0 nan", "8.0 inf", "8.0", "8.0 0.15 0.2", "8.0 x", "8.0 1.2.3"] {
        assert_eq!(with(point).0, "bad-point", "{point}");
    }
}

#[test]
fn a_tilt_that_looks_up_is_said() {
    let upside_down = format!(
        "{HEADER}{}{}",
        horizontal(),
        block("VERTICAL", whole_degrees(), |degree| vertical_db(-degree))
    );
    assert!(read(&upside_down).1[0].contains("its vertical cut may count upwards"));
    assert!(read(&upside_down.replace("ELECTRICAL_TILT 4", "TILT ELECTRICAL")).1.is_empty());
    assert_eq!(read(&good().replace("ELECTRICAL_TILT 4", "TILT 4")).0.electrical_tilt_deg, Some(4.0));
    let both = good().replace("ELECTRICAL_TILT 4", "ELECTRICAL_TILT 4\nTILT 0");
    assert_eq!(read(&both).0.electrical_tilt_deg, Some(4.0));
}

#[test]
fn a_frequency_that_is_a_band_is_left_out_and_said() {
    for band in ["3400-3600", "3400 to 3600 MHz", "1,800"] {
        let (file, warnings) = read(&good().replace("FREQUENCY 3500", &format!("FREQUENCY {band}")));
        assert_eq!(file.frequency_mhz, None);
        assert!(warnings[0].starts_with("panel.msi:3: FREQUENCY"), "{warnings:?}");
    }
}

#[test]
fn files_that_are_something_else() {
    assert_eq!(refusal("").0, "empty-file");
    assert_eq!(refusal(" \r\n\n").0, "empty-file");
    assert_eq!(refusal("name,lat,lon\nx,46.5,9.8\ny,46.4,9.7\n").0, "not-a-pattern");
    let (_, findings) = read_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0");
    assert_eq!(findings.problems[0].code, "not-a-pattern");
    let bare = "-12.5\n".repeat(720);
    let (_, findings) = read_bytes(bare.as_bytes());
    assert!(findings.problems[0].remedy.contains("Radio Mobile"), "{findings:?}");
    let (_, findings) = read_bytes(&vec![b'x'; (1 << 20) + 1]);
    assert!(findings.problems[0].found.contains("more than 1 MiB"));
}

/// What happens to files: bytes flipped, lines cut, doubled, moved.
#[derive(Debug, Clone)]
enum Mishap {
    Flip(usize, u8),
    Cut(usize),
    Double(usize),
    Swap(usize, usize),
    Truncate(usize),
    Put(usize, &'static str),
}

fn mishap() -> impl Strategy<Value = Mishap> {
    let words =
        ["nan", "-", "1e308", "HORIZONTAL 3", "VERTICAL", "GAIN", "\u{feff}", ",,", "-0", "360 0", "\0"];
    prop_oneof![
        (any::<usize>(), any::<u8>()).prop_map(|(at, byte)| Mishap::Flip(at, byte)),
        any::<usize>().prop_map(Mishap::Cut),
        any::<usize>().prop_map(Mishap::Double),
        (any::<usize>(), any::<usize>()).prop_map(|(a, b)| Mishap::Swap(a, b)),
        any::<usize>().prop_map(Mishap::Truncate),
        (any::<usize>(), prop::sample::select(words.to_vec())).prop_map(|(at, word)| Mishap::Put(at, word)),
    ]
}

fn befall(bytes: &mut Vec<u8>, mishap: &Mishap) {
    let mut lines: Vec<Vec<u8>> = bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    let (length, count) = (bytes.len().max(1), lines.len());
    match *mishap {
        Mishap::Flip(at, byte) => {
            if let Some(there) = bytes.get_mut(at % length) {
                *there ^= byte;
            }
            return;
        }
        Mishap::Truncate(at) => return bytes.truncate(at % length),
        Mishap::Cut(at) => drop(lines.remove(at % count)),
        Mishap::Double(at) => lines.insert(at % count, lines[at % count].clone()),
        Mishap::Swap(a, b) => lines.swap(a % count, b % count),
        Mishap::Put(at, word) => lines[at % count].extend_from_slice(word.as_bytes()),
    }
    *bytes = lines.join(&b'\n');
}

fn assert_sound(bytes: &[u8]) -> Result<(), TestCaseError> {
    let (read, _) = read_bytes(bytes);
    let Some(MsiFile { pattern, .. }) = read else { return Ok(()) };
    for degree in 0..360_i32 {
        let gain_dbi = pattern.gain_dbi(f64::from(degree), f64::from(degree % 181 - 90));
        prop_assert!(gain_dbi.is_finite() && gain_dbi <= pattern.peak_gain_dbi());
    }
    Ok(())
}

proptest! {
    #[test]
    fn spoilt_files_are_read_or_refused(mishaps in prop::collection::vec(mishap(), 1..6)) {
        let mut bytes = good().into_bytes();
        for mishap in &mishaps {
            befall(&mut bytes, mishap);
        }
        assert_sound(&bytes)?;
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        assert_sound(&bytes)?;
    }

    #[test]
    fn any_words_of_the_format_are_read_or_refused(
        lines in prop::collection::vec("(HORIZONTAL|VERTICAL|GAIN|TILT|[0-9]{1,3}) ?[-0-9.,]{0,5}[a-z ]{0,4}", 0..40),
    ) {
        assert_sound(lines.join("\n").as_bytes())?;
    }
}

#[test]
fn a_gain_from_elsewhere_takes_the_place_of_the_file_s() {
    let nowhere = good().replace("GAIN 17.0 dBi\n", "");
    let mut findings = Findings::default();
    let mut notes = Notes { file: Path::new("panel.msi"), findings: &mut findings };
    assert!(parse(&nowhere, None, &mut notes).is_none());
    assert_eq!(parse(&nowhere, Some(14.0), &mut notes).unwrap().pattern.peak_gain_dbi(), 14.0);
    assert_eq!(parse(&good(), Some(14.0), &mut notes).unwrap().pattern.peak_gain_dbi(), 14.0);
}

#[test]
fn a_tilt_that_the_beam_does_not_have_is_said() {
    let warning = only_warning(&good().replace("ELECTRICAL_TILT 4", "ELECTRICAL_TILT 12"));
    assert!(warning.contains("tilted down by 12°, but its beam looks down by 4°"), "{warning}");
}
