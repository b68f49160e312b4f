//! Coverage: which site reaches which household, how well, and with what probability.

use ndarray::Array2;

/// What one site does at one place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reach {
    /// Basic transmission loss, dB.
    pub path_loss_db: f32,
    /// Received level at the household (downlink), dBm.
    pub rx_level_dbm: f32,
    /// Median margin over the threshold of the asked rate, dB, in the weaker direction.
    pub margin_db: f32,
    /// Probability over locations that the margin is positive.
    pub probability_ratio: f32,
    /// Least height of the ray above the terrain and its clutter, m; negative where it is blocked.
    pub clearance_m: f32,
    /// Least distance of the ray from the terrain less the radius of the first Fresnel zone, m.
    pub fresnel_clearance_m: f32,
}

/// Sites against household points (and anchors): the pairs in which the service holds, and the best of the rest.
#[derive(Debug, Clone)]
pub struct Matrix {
    /// For each site, the points it covers, by rising point index, with what it does there.
    pub covered: Vec<Vec<(u32, Reach)>>,
    /// For each site, the anchors it covers, by rising anchor index.
    pub covered_anchors: Vec<Vec<(u32, Reach)>>,
    /// For each point, the strongest candidate over all usable sites (index and reach), covered or not.
    pub best: Vec<Option<(u32, Reach)>>,
    /// Pairs within range that were computed.
    pub pairs: u64,
    /// Pairs whose path crossed cells without elevation; they count as not covered.
    pub void_pairs: u64,
}

/// Rasters of the chosen sites together, arrays `[rows, cols]` of the terrain grid; NaN where no site reaches.
#[derive(Debug, Clone)]
pub struct Rasters {
    /// Received level from the best server, dBm.
    pub rx_level_dbm: Array2<f32>,
    /// Margin over the threshold of the asked rate, dB.
    pub margin_db: Array2<f32>,
    /// Probability of service from the best server.
    pub probability_ratio: Array2<f32>,
    /// Highest physical-layer rate whose threshold is met with the asked probability, Mbit/s; NaN where none is.
    pub rate_mbps: Array2<f32>,
    /// Index of the best server among the chosen sites (order of `Plan::sites`), from 0; NaN where none.
    pub best_server: Array2<f32>,
    /// Number of sites that give the asked service.
    pub server_count: Array2<f32>,
}
