//! Right and wrong files of ballots.

use super::*;
use crate::scenario::{ComuneWeighting, Priority, Raised};

fn section() -> Participation {
    let priority = |id: &str, raises| Priority { id: id.into(), label: id.into(), raises };
    Participation {
        priorities: vec![
            priority("homes", Raised::UnservedWeight),
            priority("schools", Raised::AnchorWeight),
        ],
        points_per_ballot: 10,
        comune_weighting: ComuneWeighting::Ballots,
        group_min: 10,
    }
}

fn read(text: &str) -> (Vec<Ballot>, Vec<String>) {
    let comuni = ["008001", "008002"].map(|istat| Comune { istat: istat.into(), residents: 5 });
    let mut findings = Findings::default();
    let ballots = read_ballots(Path::new("b.csv"), Ok(text.into()), &section(), &comuni, &mut findings);
    (ballots, findings.problems.iter().map(ToString::to_string).collect())
}

/// What is refused begins as expected, in this order.
fn refused(text: &str, expected: &[&str]) {
    let (_, problems) = read(text);
    assert_eq!(problems.len(), expected.len(), "{problems:#?}");
    for (problem, expected) in problems.iter().zip(expected) {
        assert!(problem.starts_with(expected), "{expected} in {problem}");
        assert!(problem.contains("remedy: "), "{problem}");
    }
}

#[test]
fn columns_may_stand_in_any_order_and_semicolons_do() {
    let (ballots, problems) = read("schools;voter;homes;comune;round\n3; a ;7;008002;2\n10;b;0;008001;1\n");
    assert_eq!(problems, [""; 0]);
    let ballot = |round, voter: &str, comune, points: [u32; 2]| Ballot {
        round,
        voter: voter.into(),
        comune,
        points: points.into(),
    };
    assert_eq!(ballots, [ballot(1, "a", 1, [7, 3]), ballot(0, "b", 0, [0, 10])]);
}

#[test]
fn one_ballot_for_each_voter_and_round() {
    let (ballots, problems) = read("round,voter,comune,homes,schools\n1,a,008001,5,5\n2,a,008001,6,4\n");
    assert_eq!((ballots.len(), problems.len()), (2, 0));
    refused(
        "round,voter,comune,homes,schools\n1,a,008001,5,5\n1,a,008001,5,5\n",
        &["b.csv:3, column voter: \"a\" has a ballot of round 1 in line 2 already [repeated-ballot]"],
    );
}

#[test]
fn all_mistakes_are_told_at_once_each_with_its_cell() {
    refused(
        "round,voter,comune,homes,schools\n\
         3,a,008001,5,5\n\
         1,,008009,5,6\n\
         1,b,008001,-1,11\n\
         1,c,008001,2.5,\n\
         1,d,008001,5,5\n\
         2,d,008002,5,5\n\
         2,e,8001,5,5\n",
        &[
            "b.csv:2, column round: found \"3\" [bad-round]",
            "b.csv:3, column voter: found nothing [missing-value]",
            "b.csv:3, column comune: found \"008009\" [unknown-istat-code]\n    remedy: give the ISTAT code of a planned \
             comune, six digits as text: 008001, 008002",
            "b.csv:3: the points add up to 11 [wrong-sum]",
            "b.csv:4, column homes: found \"-1\" [bad-points]",
            "b.csv:4, column schools: found \"11\" [bad-points]",
            "b.csv:5, column homes: found \"2.5\" [bad-points]",
            "b.csv:5, column schools: found \"\" [bad-points]",
            "b.csv:7, column comune: \"d\" votes in 008002, and in line 6 in 008001 [voter-of-two-comuni]",
            "b.csv:8, column comune: found \"8001\" [unknown-istat-code]",
        ],
    );
}

#[test]
fn a_header_that_does_not_fit_the_scenario_is_refused() {
    refused(
        "round,voter,comune,homes,roads,voter\n1,a,008001,5,5,a\n",
        &[
            "b.csv:1: has no column \"schools\" [missing-column]",
            "b.csv:1: has a column \"roads\", which is not read [unknown-column]",
            "b.csv:1: has the column \"voter\" twice [repeated-column]",
        ],
    );
}

#[test]
fn what_is_no_table_of_ballots_is_refused() {
    refused("", &["b.csv: has no row [empty-file]"]);
    refused("round,voter,comune,homes,schools\n", &["b.csv: has no row [empty-file]"]);
    refused("round,voter,comune,homes,schools\n1,a\n", &["b.csv:2: "]);
    let mut findings = Findings::default();
    let bytes = Ok(vec![0xff, b'\n']);
    assert!(read_ballots(Path::new("b.csv"), bytes, &section(), &[], &mut findings).is_empty());
    assert!(findings.problems[0].to_string().contains("is not UTF-8 text"));
}
