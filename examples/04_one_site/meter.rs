//! What a computation costs: processor time of all threads, wall time, peak memory.
//!
//! Linux tells the time of each thread in nanoseconds under `/proc`; elsewhere these figures are missing.

use std::fs;
use std::time::Instant;

/// A stop-watch for everything that this process does.
pub struct Meter {
    wall: Instant,
    cpu_s: Option<f64>,
}

/// What went by between start and stop.
#[derive(Debug, Clone, Copy)]
pub struct Spent {
    /// Processor time in user and system mode of all threads, s.
    pub cpu_s: Option<f64>,
    /// Time on the clock, s.
    pub wall_s: f64,
}

impl Meter {
    /// Starts. Threads that end before [`Self::spent`] take their time with them: let pools live longer.
    pub fn start() -> Self {
        Self { wall: Instant::now(), cpu_s: cpu_s() }
    }

    pub fn spent(&self) -> Spent {
        let cpu_s = cpu_s().zip(self.cpu_s).map(|(now_s, then_s)| now_s - then_s);
        Spent { cpu_s, wall_s: self.wall.elapsed().as_secs_f64() }
    }
}

/// Processor time of all threads that live, s.
fn cpu_s() -> Option<f64> {
    let mut sum_ns = 0.0;
    for thread in fs::read_dir("/proc/self/task").ok()? {
        let schedule = fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
        let on_cpu_ns: f64 = schedule.split_whitespace().next()?.parse().ok()?;
        sum_ns += on_cpu_ns;
    }
    Some(1e-9 * sum_ns)
}

/// The most memory that the process has had so far, MiB.
pub fn peak_memory_mib() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let peak_kib: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(peak_kib / 1024.0)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn work_is_noticed_and_sleep_is_not() {
        let asleep = Meter::start();
        std::thread::sleep(std::time::Duration::from_millis(100));
        let asleep = asleep.spent();
        let busy = Meter::start();
        let mut sum = 0_u64;
        while busy.wall.elapsed().as_millis() < 200 {
            sum = std::hint::black_box(sum.wrapping_mul(3).wrapping_add(1));
        }
        let busy = busy.spent();
        assert!(asleep.wall_s >= 0.1 && busy.wall_s >= 0.2);
        // Other tests share the process, so that only the lower bound is sure.
        assert!(busy.cpu_s.unwrap() > 0.02 && asleep.cpu_s.unwrap() >= 0.0, "{busy:?} {asleep:?}");
        assert!(peak_memory_mib().unwrap() > 1.0);
    }
}
