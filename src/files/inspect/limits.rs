//! The limits the inspecting child puts on itself before it opens anything; what it starts inherits them.
//! May import: std, rlimit.

use std::io;

use rlimit::{Resource, getrlimit, setrlimit};

const MIB: u64 = 1024 * 1024;

/// What one inspection may use. Generous for a 100 MB scan, far too little for harm.
const LIMITS: [(Resource, u64); 5] = [
    // Address space in bytes.
    (Resource::AS, 1_024 * MIB),
    // Processor time in seconds.
    (Resource::CPU, 20),
    // The longest file that may be written, in bytes.
    (Resource::FSIZE, 32 * MIB),
    // Open files.
    (Resource::NOFILE, 64),
    // A crash must not write somebody's evidence into a core file.
    (Resource::CORE, 0),
];

/// Lower this process's limits for good.
pub(super) fn limit_this_process() -> io::Result<()> {
    LIMITS.into_iter().try_for_each(|(resource, most)| {
        let (_, hard) = getrlimit(resource)?;
        let limit = most.min(hard);
        setrlimit(resource, limit, limit)
    })
}
