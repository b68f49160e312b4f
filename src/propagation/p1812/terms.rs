//! Every quantity that P.1812 calculates on the way to its loss.

use crate::propagation::terms::terms;

terms! {
    /// Every intermediate quantity of [`P1812`](super::P1812).
    pub struct Terms {
        /// Share of the path over the sea ω
        omega_ratio,
        /// Longest stretch of land, §3.6
        dtm_km,
        /// Longest stretch inland, §3.6
        dlm_km,
        /// Distance of the transmitter from the coast, §3.4; the whole path where there is no sea
        dct_km,
        /// Distance of the receiver from the coast, §3.4; the whole path where there is no sea
        dcr_km,
        /// Incidence of ducting β0, eq. (5)
        beta0_percent,
        /// Median effective Earth radius, eq. (7a)
        ae_km,
        /// Effective Earth radius exceeded for β0 of the time, eq. (7b)
        ab_km,
        /// Transmitting antenna above mean sea level
        hts_m,
        /// Receiving antenna above mean sea level
        hrs_m,
        /// 1 where the antennas see each other over bare ground, 0 where not; attachment 1 §4
        path_in_sight,
        /// Distance of the transmitter to its horizon, attachment 1 eq. (80)
        dlt_km,
        /// Distance of the receiver to its horizon, attachment 1 eq. (83)
        dlr_km,
        /// Elevation of the transmitter's horizon, attachment 1 eq. (79)
        theta_t_mrad,
        /// Elevation of the receiver's horizon, attachment 1 eq. (81), (82)
        theta_r_mrad,
        /// Angular distance of the path, attachment 1 eq. (84)
        theta_mrad,
        /// Smooth surface at the transmitter, m above mean sea level, attachment 1 eq. (87)
        hst_m,
        /// Smooth surface at the receiver, m above mean sea level, attachment 1 eq. (88)
        hsr_m,
        /// Smooth surface for diffraction at the transmitter, m above mean sea level, attachment 1 eq. (91)
        hstd_m,
        /// Smooth surface for diffraction at the receiver, m above mean sea level, attachment 1 eq. (91)
        hsrd_m,
        /// Smooth surface for ducting at the transmitter, m above mean sea level, attachment 1 eq. (92a)
        hst_ducting_m,
        /// Smooth surface for ducting at the receiver, m above mean sea level, attachment 1 eq. (92b)
        hsr_ducting_m,
        /// Transmitting antenna above the smooth surface for diffraction, eq. (37a)
        hts_mod_m,
        /// Receiving antenna above the smooth surface for diffraction, eq. (37b)
        hrs_mod_m,
        /// Transmitting antenna above the smooth surface for ducting, attachment 1 eq. (94a)
        hte_m,
        /// Receiving antenna above the smooth surface for ducting, attachment 1 eq. (94b)
        hre_m,
        /// Terrain roughness, attachment 1 eq. (95)
        hm_m,
        /// Interpolation between the median and β0, eq. (40)
        fi,
        /// Interpolation by angular distance, eq. (57)
        fj,
        /// Interpolation by length, eq. (58)
        fk,
        /// Free-space loss, eq. (8)
        lbfs_db,
        /// Line-of-sight loss at p, eq. (10)
        lb0p_db,
        /// Line-of-sight loss at β0, eq. (11)
        lb0b_db,
        /// Bullington loss over the terrain, median, eq. (21)
        lbulla50_db,
        /// Bullington loss over the smooth surface, median, eq. (21)
        lbulls50_db,
        /// Spherical-Earth loss, median, eq. (27)
        ldsph50_db,
        /// Diffraction loss, median, eq. (39)
        ld50_db,
        /// Bullington loss over the terrain at β0, eq. (21)
        lbulla_b_db,
        /// Bullington loss over the smooth surface at β0, eq. (21)
        lbulls_b_db,
        /// Spherical-Earth loss at β0, eq. (27)
        ldsph_b_db,
        /// Diffraction loss at β0, eq. (39)
        ldb_db,
        /// Diffraction loss at p, eq. (41)
        ldp_db,
        /// Free space and median diffraction, eq. (42)
        lbd50_db,
        /// Line of sight and diffraction at p, eq. (43)
        lbd_db,
        /// Troposcatter, eq. (44)
        lbs_db,
        /// Ducting and layer reflection, eq. (46)
        lba_db,
        /// Least loss of line of sight and sub-path diffraction over the sea, eq. (59)
        lminb0p_db,
        /// Least loss of line of sight and ducting, eq. (60)
        lminbap_db,
        /// Diffraction and ducting, eq. (61)
        lbda_db,
        /// Diffraction, ducting and line of sight, eq. (62)
        lbam_db,
        /// Loss not exceeded for p of the time at half of the locations, eq. (63)
        lbc_db,
        /// Basic transmission loss not exceeded for p of the time at pL of the locations, eq. (69)
        lb_db,
        /// Field strength of 1 kW effective radiated power, dB(µV/m), eq. (70)
        ep_dbuv_per_m,
    }
}
