//! The radio's meaning: channels that exist, antennas that suit their sectors, sectors that do not drown each other.

use super::super::{Antenna, Mast, Radio, Scenario, SectorLayout};
use crate::problem::{Findings, Problem};
use crate::radio::{Channel, ChannelError, Scheme, Technology};

/// Notes what contradicts itself in the radio.
pub(super) fn validate(scenario: &Scenario, findings: &mut Findings) {
    technology(scenario, findings);
    super::licence::validate(&scenario.radio, findings);
    layouts(scenario, findings);
    interference(scenario, findings);
    losses(&scenario.radio, findings);
}

fn technology(scenario: &Scenario, findings: &mut Findings) {
    let radio = &scenario.radio;
    let mut refuse = |code: &'static str, error: &ChannelError| {
        findings.problem(Problem::at(code, error.pointer(), error.to_string(), error.remedy()));
    };
    if let Err(error) = radio.technology.check_frequency(radio.frequency_mhz) {
        refuse("no-such-band", &error);
    }
    let channel = match radio.technology.channel(radio.channel_mhz, radio.overhead_ratio) {
        Ok(channel) => channel,
        Err(error) => return refuse("no-such-channel", &error),
    };
    match channel.with(&radio.schemes) {
        Ok(channel) => rates(scenario, &channel, findings),
        Err(error) => refuse("bad-scheme", &error),
    }
    let names: Vec<&str> = radio.schemes.iter().map(|one| one.scheme.as_str()).collect();
    super::repeated("/radio/schemes", names.into_iter(), findings);
}

/// The promised rates are ones that the channel can carry.
fn rates(scenario: &Scenario, channel: &Channel, findings: &mut Findings) {
    let service = &scenario.service;
    let directions = [
        ("rate_mbps", service.rate_mbps, &channel.downlink),
        ("uplink_rate_mbps", service.uplink_rate_mbps, &channel.uplink),
    ];
    for (key, asked_mbps, schemes) in directions {
        let fastest_mbps = schemes.iter().map(|scheme: &Scheme| scheme.net_rate_mbps).fold(0.0, f64::max);
        if asked_mbps > fastest_mbps {
            let found =
                format!("{asked_mbps} Mbit/s; the fastest scheme of the channel gives {fastest_mbps:.2} net");
            let remedy = "ask for less, or take a wider channel";
            findings.problem(Problem::at("rate-out-of-reach", format!("/service/{key}"), found, remedy));
        }
    }
    for (index, anchors) in scenario.demand.anchors.iter().enumerate() {
        let Some(committed_mbps) = anchors.committed_mbps else { continue };
        let fastest_mbps = [&channel.downlink, &channel.uplink]
            .into_iter()
            .filter_map(|schemes| schemes.last())
            .map(|scheme| scheme.net_rate_mbps)
            .fold(f64::INFINITY, f64::min);
        let most_mbps = fastest_mbps * service.load_max_ratio;
        if committed_mbps > most_mbps {
            let found = format!(
                "{committed_mbps} Mbit/s; both directions of a sector give {most_mbps:.2} at most: the fastest scheme carries \
                 {fastest_mbps:.2} net, in {} of the time",
                service.load_max_ratio
            );
            let pointer = format!("/demand/anchors/{index}/committed_mbps");
            findings.problem(Problem::at(
                "rate-out-of-reach",
                pointer,
                found,
                "commit less, or take a wider channel",
            ));
        }
    }
}

fn layouts(scenario: &Scenario, findings: &mut Findings) {
    for mast in scenario.masts() {
        antenna_suits(&mast, findings);
        channels_suffice(scenario, &mast.layout_at, mast.layout, findings);
        given_channels(scenario, &mast.layout_at, mast.layout, findings);
    }
}

fn antenna_suits(mast: &Mast, findings: &mut Findings) {
    let omni = matches!(mast.layout, SectorLayout::Omni {});
    let trouble = match mast.antenna {
        Antenna::Isotropic { .. } | Antenna::Omni(_) if !omni => {
            "an antenna that serves all around has no direction that a sector could look in"
        }
        Antenna::Sector(_) if omni => "a sector antenna does not serve all around",
        _ => return,
    };
    let remedy = "take the layout omni with an omni, isotropic or measured antenna, any other with a sector or measured one; \
                  sites may have an antenna of their own (terms.antenna)";
    findings.problem(Problem::at("unsuited-antenna", mast.own_at.clone(), trouble, remedy));
}

fn channels_suffice(scenario: &Scenario, pointer: &str, layout: &SectorLayout, findings: &mut Findings) {
    let (sectors, reuse) = (layout.sector_count(), &scenario.radio.reuse);
    if sectors > reuse.channel_count && !reuse.shared_at_site {
        let found =
            format!("{sectors} sectors at one site, {} channels: two would share one", reuse.channel_count);
        let remedy =
            "raise /radio/reuse/channel_count, take fewer sectors, or allow /radio/reuse/shared_at_site";
        findings.problem(Problem::at("too-few-channels", pointer, found, remedy));
    }
}

fn given_channels(scenario: &Scenario, pointer: &str, layout: &SectorLayout, findings: &mut Findings) {
    let SectorLayout::Given { sectors } = layout else { return };
    let reuse = &scenario.radio.reuse;
    for (index, sector) in sectors.iter().enumerate() {
        let Some(channel) = sector.channel else { continue };
        let at = format!("{pointer}/given/sectors/{index}/channel");
        if channel > reuse.channel_count {
            let found = format!("channel {channel} of {}", reuse.channel_count);
            let remedy = "give a channel that there is, or raise /radio/reuse/channel_count";
            findings.problem(Problem::at("no-such-channel", at, found, remedy));
        } else if !reuse.shared_at_site
            && let Some(other) = sectors[..index].iter().position(|other| other.channel == Some(channel))
        {
            let found =
                format!("sectors {} and {} of one site are both on channel {channel}", other + 1, index + 1);
            let remedy = "give them different channels, or allow /radio/reuse/shared_at_site";
            findings.problem(Problem::at("shared-channel", at, found, remedy));
        }
    }
}

/// What is counted twice, or not where the writer means it to be.
fn losses(radio: &Radio, findings: &mut Findings) {
    let bound = matches!(radio.technology, Technology::Lte(_) | Technology::Nr(_));
    if bound && radio.implementation_loss_db > 0.0 {
        findings.warn(format!(
            "/radio/implementation_loss_db is {}: the attenuated Shannon bound of this technology already counts what real \
             receivers lose; 0 is usual",
            radio.implementation_loss_db
        ));
    }
    let (kind, tilt_deg) = match &radio.cpe.antenna {
        Antenna::Sector(antenna) => ("sector", antenna.electrical_tilt_deg),
        Antenna::Omni(antenna) => ("omni", antenna.electrical_tilt_deg),
        Antenna::Isotropic { .. } | Antenna::Measured(_) => return,
    };
    if tilt_deg != 0.0 {
        let found = format!("{tilt_deg} degrees; a household's antenna is pointed at its server");
        let at = format!("/radio/cpe/antenna/{kind}/electrical_tilt_deg");
        findings.problem(Problem::at("contradiction", at, found, "set it to 0"));
    }
}

fn interference(scenario: &Scenario, findings: &mut Findings) {
    if scenario.radio.reuse.load_ratio == Some(0.0) {
        findings.warn(
            "/radio/reuse/load_ratio is 0: no sector disturbs another, and channels make no difference; leave it out to \
             have each as busy as its households make it",
        );
    }
}
