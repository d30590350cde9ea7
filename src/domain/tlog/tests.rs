//! The tree against another implementation of it, on random sizes; its texts there and back.

use std::convert::Infallible;

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use proptest::prelude::*;
use sha2::Sha256;

use super::*;
use crate::audit::leaf_hash;

/// Every leaf, and what stands above worked out each time it is asked.
struct Leaves(Vec<Hash>);

impl Nodes for Leaves {
    type Error = Infallible;

    fn hash(&mut self, node: Node) -> Result<Hash, Infallible> {
        if node.level == 0 {
            return Ok(self.0[usize::try_from(node.index).unwrap()]);
        }
        let left = Node { level: node.level - 1, index: node.index * 2 };
        let right = Node { index: left.index + 1, ..left };
        Ok(node_hash(&self.hash(left)?, &self.hash(right)?))
    }
}

fn leaf(n: u64) -> Vec<u8> {
    format!("leaf {n}").into_bytes()
}

fn grown(size: u64) -> (Edge, Leaves, MemoryBackedTree<Sha256, Vec<u8>>) {
    let (mut edge, mut leaves, mut other) = (Edge::default(), Vec::new(), MemoryBackedTree::new());
    for n in 0..size {
        let hash = leaf_hash(&leaf(n));
        edge.push(hash, |_, _| {});
        leaves.push(hash);
        other.push(leaf(n));
    }
    (edge, Leaves(leaves), other)
}

fn root_of(tree: &MemoryBackedTree<Sha256, Vec<u8>>) -> Hash {
    let root = tree.root();
    root.as_bytes()[..].try_into().unwrap()
}

fn split(bytes: &[u8]) -> Vec<Hash> {
    bytes.chunks(32).map(|chunk| chunk.try_into().unwrap()).collect()
}

#[test]
fn every_small_tree_has_the_root_and_the_proofs_of_another_implementation() {
    let mut roots = vec![empty_root()];
    for size in 1..=130_u64 {
        let (edge, mut leaves, other) = grown(size);
        assert_eq!(edge.root(), root_of(&other), "{size}");
        assert_eq!(root_at(&mut leaves, size).unwrap(), edge.root());
        for index in 0..size {
            let proof = inclusion(&mut leaves, index, size).unwrap();
            let theirs = other.prove_inclusion(usize::try_from(index).unwrap());
            assert_eq!(proof, split(theirs.as_bytes()), "{index} of {size}");
            assert_eq!(root_over(&leaf_hash(&leaf(index)), index, size, &proof), Ok(edge.root()));
        }
        for (before, root) in (0_u64..).zip(&roots) {
            let proof = consistency(&mut leaves, before, size).unwrap();
            check_consistency((before, root), (size, &edge.root()), &proof).unwrap();
            if before > 0 {
                let theirs = other.prove_consistency(usize::try_from(size - before).unwrap());
                assert_eq!(proof, split(theirs.as_bytes()), "{before} to {size}");
            }
        }
        roots.push(edge.root());
    }
}

#[test]
fn the_roots_are_those_of_the_vectors_of_certificate_transparency() {
    let vectors =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
    let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    let bytes = |hex: &str| -> Vec<u8> {
        (0..hex.len() / 2).map(|at| u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).unwrap()).collect()
    };
    let mut edge = Edge::default();
    for (leaf, root) in vectors.iter().zip(roots) {
        edge.push(leaf_hash(&bytes(leaf)), |_, _| {});
        assert_eq!(edge.root().to_vec(), bytes(root));
    }
}

#[test]
fn each_subtree_is_told_once_when_it_is_complete() {
    let (mut edge, mut told) = (Edge::default(), Vec::new());
    for n in 0..300_u64 {
        edge.push(leaf_hash(&leaf(n)), |node, hash| told.push((node, *hash)));
    }
    let (_, mut leaves, _) = grown(300);
    for (node, hash) in &told {
        assert_eq!(leaves.hash(*node).unwrap(), *hash);
    }
    let mut places: Vec<_> = told.iter().map(|(node, _)| *node).collect();
    places.sort_unstable();
    places.dedup();
    assert_eq!(places.len(), told.len());
    assert_eq!(told.len(), 300 + 150 + 75 + 37 + 18 + 9 + 4 + 2 + 1);
}

#[test]
fn an_edge_that_was_kept_goes_on_and_one_of_another_size_is_refused() {
    for size in [0, 1, 2, 3, 7, 8, 255, 256, 257] {
        let (edge, _, _) = grown(size);
        assert_eq!(Edge::from_bytes(size, &edge.to_bytes()), Ok(edge.clone()));
        assert_eq!(Edge::from_bytes(size ^ 4, &edge.to_bytes()), Err(BadEdge));
        assert_eq!(Edge::from_bytes(size, &[edge.to_bytes(), vec![0]].concat()), Err(BadEdge));
    }
}

proptest! {
    #[test]
    fn random_trees_are_those_of_another_implementation(size in 1..3000_u64, one in any::<u64>(), two in any::<u64>()) {
        let (edge, mut leaves, other) = grown(size);
        let root = edge.root();
        prop_assert_eq!(root, root_of(&other));
        let (index, before) = (one % size, two % (size + 1));
        let proof = inclusion(&mut leaves, index, size).unwrap();
        prop_assert_eq!(root_over(&leaf_hash(&leaf(index)), index, size, &proof), Ok(root));
        prop_assert_eq!(&proof, &split(other.prove_inclusion(usize::try_from(index).unwrap()).as_bytes()));
        let earlier = root_at(&mut leaves, before).unwrap();
        let proof = consistency(&mut leaves, before, size).unwrap();
        prop_assert_eq!(check_consistency((before, &earlier), (size, &root), &proof), Ok(()));
        if before > 0 && before < size {
            let theirs = other.prove_consistency(usize::try_from(size - before).unwrap());
            prop_assert_eq!(&proof, &split(theirs.as_bytes()));
        }
    }

    #[test]
    fn a_proof_with_anything_changed_proves_nothing(size in 2..500_u64, one in any::<u64>(), two in any::<u64>(), bit in 0..256_usize, at in any::<usize>()) {
        let (edge, mut leaves, _) = grown(size);
        let root = edge.root();
        let index = one % size;
        let hash = leaf_hash(&leaf(index));
        let proof = inclusion(&mut leaves, index, size).unwrap();
        let flipped = |proof: &[Hash]| {
            let mut other = proof.to_vec();
            let place = at % other.len();
            other[place][bit / 8] ^= 1 << (bit % 8);
            other
        };
        prop_assert_ne!(root_over(&hash, index, size, &flipped(&proof)), Ok(root));
        prop_assert_ne!(root_over(&hash, index ^ 1, size, &proof), Ok(root));
        prop_assert_ne!(root_over(&hash, index, size, &proof[1..]), Ok(root));
        prop_assert_ne!(root_over(&hash, index, size, &[proof.clone(), vec![[0; 32]]].concat()), Ok(root));
        let before = 1 + two % (size - 1);
        let earlier = root_at(&mut leaves, before).unwrap();
        let proof = consistency(&mut leaves, before, size).unwrap();
        let check = |before, proof: &[Hash]| check_consistency((before, &earlier), (size, &root), proof);
        prop_assert_eq!(check(before, &flipped(&proof)), Err(Unproven));
        prop_assert_eq!(check(before, &proof[1..]), Err(Unproven));
        prop_assert_eq!(check(before, &[proof.clone(), vec![[0; 32]]].concat()), Err(Unproven));
        prop_assert_eq!(check(size + 1, &proof), Err(Unproven));
    }

    #[test]
    fn whatever_is_proved_about_no_leaf_is_refused(index in any::<u64>(), size in any::<u64>(), proof in proptest::collection::vec(any::<[u8; 32]>(), 0..70)) {
        let _ = root_over(&[0; 32], index, size, &proof);
        let _ = check_consistency((index, &[0; 32]), (size, &[1; 32]), &proof);
        if index >= size {
            prop_assert_eq!(root_over(&[0; 32], index, size, &proof), Err(Unproven));
        }
    }

    #[test]
    fn no_text_makes_the_readers_fall(text in "(\\PC|\n|old |index |extra |c2sp.org/tlog-proof@v1|\u{2014} ){0,60}") {
        let _ = Note::parse(&text);
        let _ = Checkpoint::parse(&text);
        let _ = Bundle::parse(&text);
        let _ = Request::parse(&text);
        let _ = VerifierKey::parse(&text);
        let _ = Signature::parse(&text);
    }
}

/// The key and the note of the specification's own example of a checkpoint.
fn example() -> Note {
    Note::parse(concat!(
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n",
        "\u{2014} example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n",
        "\u{2014} witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n",
    ))
    .unwrap()
}

#[test]
fn notes_heads_proofs_and_requests_are_written_as_they_were_read() {
    let note = example();
    assert_eq!(Note::parse(&note.to_string()), Ok(note.clone()));
    assert_eq!(
        (note.signatures.len(), note.signatures[0].bytes.len(), note.signatures[1].bytes.len()),
        (2, 64, 72)
    );
    let head = Checkpoint::parse(&note.text).unwrap();
    assert_eq!(
        (head.origin.as_str(), head.size, head.to_string()),
        ("example.com/behind-the-sofa", 20_852_163, note.text.clone())
    );
    let bundle = Bundle { extra: None, index: 7, proof: vec![[1; 32], [2; 32]], note: note.clone() };
    assert_eq!(Bundle::parse(&bundle.to_string()), Ok(bundle.clone()));
    let with_extra = bundle.to_string().replacen("\nindex", "\nextra YQ==\nindex", 1);
    let with_extra = Bundle::parse(&with_extra).unwrap();
    assert_eq!(with_extra, Bundle { extra: Some(b"a".to_vec()), ..bundle });
    assert_eq!(Bundle::parse(&with_extra.to_string()), Ok(with_extra));
    let alone = Bundle { extra: None, index: 0, proof: Vec::new(), note: note.clone() };
    assert_eq!(Bundle::parse(&alone.to_string()), Ok(alone));
    let request = Request { old: 0, proof: Vec::new(), note };
    assert_eq!(Request::parse(&request.to_string()), Ok(request));
}

#[test]
fn what_is_written_otherwise_than_we_write_it_is_refused() {
    let note = example().to_string();
    for (from, to) in [
        ("\n20852163\n", "\n020852163\n"),
        ("\n20852163\n", "\n+20852163\n"),
        ("\n20852163\n", "\n\n20852163\n"),
        ("CsUY", "Cs Y"),
        ("q2I=\n", "q2I=\nmore\n"),
    ] {
        let note = Note::parse(&note.replacen(from, to, 1)).unwrap();
        assert_eq!(Checkpoint::parse(&note.text), Err(NotACheckpoint), "{to:?}");
    }
    for (from, to) in [
        ("\u{2014} ", "- "),
        ("\n20852163", "\t20852163"),
        ("\n\n", "\n"),
        ("sofa Az", "so fa Az"),
        ("sofa Az", "so+fa Az"),
    ] {
        let place = note.rfind(from).unwrap();
        let other = format!("{}{to}{}", &note[..place], &note[place + from.len()..]);
        assert_eq!(Note::parse(&other), Err(NotANote), "{to:?}");
    }
    assert_eq!(Note::parse(note.trim_end()), Err(NotANote));
}

#[test]
fn a_key_is_read_back_and_one_with_a_wrong_hash_is_refused() {
    // The key of Go's checksum database, whose hash everybody knows.
    let text = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
    let key = VerifierKey::parse(text).unwrap();
    assert_eq!((key.to_string().as_str(), key.id()), (text, [0x03, 0x3d, 0xe0, 0xae]));
    assert_eq!(VerifierKey::parse(&text.replace("033d", "033e")), Err(BadKey::Hash));
    assert_eq!(VerifierKey::parse(&text.replace("+Ac", "+Bc")), Err(BadKey::Algorithm));
    assert_eq!(VerifierKey::parse("sum.golang.org"), Err(BadKey::Form));
}

/// A key of a log whose signatures are its own bytes: what is right about them is tested where they are made.
fn key(byte: u8) -> VerifierKey {
    VerifierKey {
        name: KeyName::parse("example.nl/log").unwrap(),
        algorithm: Algorithm::Ed25519,
        public: [byte; 32],
    }
}

fn head(size: u64, signers: &[u8]) -> Note {
    let root = [u8::try_from(size).unwrap(); 32];
    let text = Checkpoint { origin: key(0).name, size, root }.to_string();
    Note {
        text,
        signatures: signers.iter().map(|byte| Signature::by(&key(*byte), vec![*byte; 32])).collect(),
    }
}

fn says(public: &[u8; 32], _: &[u8], signature: &[u8]) -> bool {
    signature == public
}

#[test]
fn a_key_hands_over_to_the_next_that_a_leaf_announced() {
    let keys = [key(1), key(2), key(3)];
    let mut chain = Chain::of(&keys, says).unwrap();
    chain.next(&head(5, &[1])).unwrap();
    chain.next(&head(5, &[1])).unwrap();
    assert_eq!(chain.clone().next(&head(9, &[1, 2])), Err(Broken::NotAnnounced));
    assert_eq!(chain.clone().next(&head(9, &[2])), Err(Broken::NotInCharge));
    chain.announce(Chain::fingerprint(&key(2)));
    assert_eq!(chain.clone().next(&head(9, &[2])), Err(Broken::NotInCharge), "the old key says so too");
    chain.next(&head(9, &[1, 2])).unwrap();
    assert_eq!(chain.in_charge(), Some(&key(2)));
    assert_eq!(
        chain.clone().next(&head(10, &[1])),
        Err(Broken::NotInCharge),
        "the old key has no more to say"
    );
    chain.next(&head(10, &[2])).unwrap();
    assert!(
        chain.rests_on(&key(1))
            && chain.rests_on(&key(2))
            && !chain.rests_on(&key(3))
            && !chain.rests_on(&key(9))
    );
}

#[test]
fn a_key_takes_over_from_one_that_was_lost_only_for_who_knows_it_from_elsewhere() {
    let (keys, known) = ([key(1), key(2)], key(2));
    let mut chain = Chain::of(&keys, says).unwrap();
    chain.next(&head(5, &[1])).unwrap();
    chain.announce(Chain::fingerprint(&key(2)));
    assert_eq!(chain.clone().next(&head(9, &[2])), Err(Broken::NotInCharge));
    let mut chain = chain.trusting(Some(&known));
    chain.next(&head(9, &[2])).unwrap();
    assert_eq!(chain.next(&head(10, &[1])), Err(Broken::NotInCharge));
}

#[test]
fn heads_that_are_forged_foreign_or_smaller_are_refused() {
    let keys = [key(1), key(2)];
    let mut chain = Chain::of(&keys, says).unwrap();
    chain.next(&head(5, &[1])).unwrap();
    assert_eq!(chain.clone().next(&head(4, &[1])), Err(Broken::Shrunk));
    let mut other = head(5, &[]);
    other.text = other.text.replace("BQUF", "BQUG");
    other.signatures = head(5, &[1]).signatures;
    assert_eq!(chain.clone().next(&other), Err(Broken::Shrunk), "same size, another root");
    assert_eq!(
        chain.clone().next(&head(6, &[9])),
        Err(Broken::NotSigned),
        "a foreign key under the same name"
    );
    let mut forged = head(6, &[1]);
    forged.signatures[0].bytes = vec![7; 32];
    assert_eq!(chain.clone().next(&forged), Err(Broken::Forged));
    let mut elsewhere = head(6, &[1]);
    elsewhere.text = elsewhere.text.replace("example.nl", "example.org");
    assert!(matches!(chain.clone().next(&elsewhere), Err(Broken::OtherLog(_))));
    let note = Note { text: "no head\n".into(), ..head(6, &[1]) };
    assert_eq!(chain.clone().next(&note), Err(Broken::NotACheckpoint));
    assert!(matches!(Chain::of(&[], says), Err(Broken::Keys)));
    let strange = VerifierKey { name: KeyName::parse("other").unwrap(), ..key(1) };
    assert!(matches!(Chain::of(&[key(1), strange], says), Err(Broken::Keys)));
}
