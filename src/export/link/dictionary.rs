//! What each file of a path holds, and how to read it.

use super::super::dictionary::{Field, File, field, file};
use crate::score::PathPurpose;

/// The keys of `link.json`, in order.
const KEYS: &[Field] = &[
    field("purpose", "", "access: from a site to a household; backhaul: between two masts"),
    field("swapped", "true or false", "the ends were named the other way round"),
    field("from, to", "", "the ends: position, ground, antenna, azimuth and elevation of the other end"),
    field("geometry", "", "length, frequency, least clearances of the ray and of the first Fresnel zone"),
    field("obstacle", "", "where the path is tightest"),
    field("clearing_heights", "m", "least height of either antenna at which the path is clear"),
    field("access", "", "antenna, path loss with every step, link budget both ways, rates, probability"),
    field("backhaul", "", "band, level, margin, availability with every step, planning rule"),
    field("profile", "", "ground, clutter, Earth's bulge, ray and Fresnel radius point by point"),
];

/// Every file, in the order in which a reader wants them.
pub(super) fn files() -> [File; 3] {
    [
        file("link.svg", "the profile with the ray and its first Fresnel zone, for print", &[]),
        file("link.png", "the same as an image", &[]),
        file(
            "link.json",
            "all figures, machine-readable; its JSON Schema is printed by `divario schema link`; keys:",
            KEYS,
        ),
    ]
}

/// What a reader must know and no figure says.
pub(super) fn notes(purpose: PathPurpose) -> [String; 3] {
    let last = match purpose {
        PathPurpose::Access => {
            "Interference is not counted: it needs a plan, which says what other sectors transmit. Sectors that look \
             towards demand are turned as a plan would turn them."
        }
        PathPurpose::Backhaul => {
            "Level and margin are those of free space, which hold where the planning rule does; they are the same in \
             both directions."
        }
    };
    [
        "In the picture the ground is raised by the Earth's bulge over an Earth of effective radius, so that the ray is \
         straight. Heights are to scale with the axis on the left, which is not that of the distances."
            .to_owned(),
        "The tightest obstacle is where 0.6 of the first Fresnel zone lacks most room over terrain and clutter; where it lacks \
         none, where the ray is fewest radii of the zone above them. Heights that clear are told for one antenna with the other \
         as it is; 0 stands for any height."
            .to_owned(),
        last.to_owned(),
    ]
}
