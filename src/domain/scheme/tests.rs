//! The shipped regelingen, and everything that can be wrong with one.

use super::{NationalTables, Scheme};
use crate::words::scheme::mistakes;

const ZWD: &[u8] = include_bytes!("../../../data/schemes/wmo-zuidwest-drenthe-2026.yaml");
const MIJOV: &[u8] = include_bytes!("../../../data/schemes/wmo-midden-ijssel-oost-veluwe-2026.yaml");
const WNT: &[u8] = include_bytes!("../../../data/national/wnt.yaml");

#[test]
fn the_shipped_regelingen_have_no_mistakes() {
    for (name, bytes) in [("zwd", ZWD), ("mijov", MIJOV)] {
        let read = Scheme::parse(bytes);
        assert!(read.is_ok(), "{}", read.map_or_else(|wrong| mistakes(name, &wrong), |_| String::new()));
    }
    assert!(NationalTables::parse_wnt(WNT).is_ok());
}
