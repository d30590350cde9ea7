#!/usr/bin/env python3
"""Verify an export of the log of Openhuis, or one proof from it. Written from docs/verify/README.md, not from the portal's own code.

    verify.py EXPORT_DIR [--vkey KEY] [--checkpoint FILE]...
    verify.py DOSSIER/logboek [--vkey KEY]
    verify.py FILE.tlog-proof --vkey KEY

Needs Python 3.9 and the package cryptography (Debian: python3-cryptography), of which it uses Ed25519 and nothing else.
Ends with 0 when all is well, 1 when a rule is broken (which one is said), 2 when something cannot be read.
"""

import argparse
import base64
import hashlib
import json
import pathlib
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Broken(Exception):
    """A rule is broken."""


def need(holds, rule):
    if not holds:
        raise Broken(rule)


# --- Hashes: RFC 6962, section 2.1 ---------------------------------------------------------------------------------------

def leaf_hash(line):
    return hashlib.sha256(b"\x00" + line).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """Grows leaf by leaf; keeps only the roots of its perfect subtrees, the largest first."""

    def __init__(self):
        self.size, self.peaks = 0, []

    def add(self, hash):
        place = self.size
        while place % 2 == 1:
            hash, place = node_hash(self.peaks.pop(), hash), place // 2
        self.peaks.append(hash)
        self.size += 1

    def root(self):
        if not self.peaks:
            return hashlib.sha256(b"").digest()
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root


def root_over(hash, index, size, proof):
    """The root to which a proof leads from one leaf: RFC 9162, section 2.1.3.2."""
    need(index < size, "the proof is of a leaf that the checkpoint does not count")
    last = size - 1
    for beside in proof:
        need(last > 0, "the proof is too long")
        if index % 2 == 1 or index == last:
            hash = node_hash(beside, hash)
            while index % 2 == 0 and index > 0:
                index, last = index // 2, last // 2
        else:
            hash = node_hash(hash, beside)
        index, last = index // 2, last // 2
    need(last == 0, "the proof is too short")
    return hash


# --- Keys, notes and checkpoints: c2sp.org/signed-note and c2sp.org/tlog-checkpoint ---------------------------------------

def b64(text):
    return base64.b64decode(text, validate=True)


class Key:
    """A line of the file vkey: name+hash+base64."""

    def __init__(self, line):
        self.text = line.strip()
        self.name, hash, key = self.text.split("+", 2)
        data = b64(key)
        self.id = hashlib.sha256(self.name.encode() + b"\n" + data).digest()[:4]
        need(data[0] == 1 and len(data) == 33, "a key is not an Ed25519 key of a log")
        need(self.id.hex() == hash, "a key does not have the hash that stands before it")
        self.public = Ed25519PublicKey.from_public_bytes(data[1:])
        self.fingerprint = "sha256:" + hashlib.sha256(self.text.encode()).hexdigest()

    def signed(self, text, signature):
        try:
            self.public.verify(signature, text)
        except InvalidSignature:
            return False
        return True


class Head:
    """A signed checkpoint: a text of three lines, an empty line, and lines of signatures."""

    def __init__(self, note):
        text, signatures = note.rsplit("\n\n", 1)
        self.text = (text + "\n").encode()
        self.origin, size, root = text.split("\n")
        self.size, self.root = int(size), b64(root)
        need(str(self.size) == size, "the size of a checkpoint is not written as a plain number")
        self.signatures = []
        for line in signatures.removesuffix("\n").split("\n"):
            dash, name, signature = line.split(" ")
            need(dash == "\u2014", "a line under a checkpoint is not a signature")
            data = b64(signature)
            self.signatures.append((name, data[:4], data[4:]))

    def signers(self, keys):
        """The places of the keys that signed; signatures of others, such as witnesses, are passed over."""
        places = set()
        for name, id, signature in self.signatures:
            for place, key in enumerate(keys):
                if (key.name, key.id) == (name, id):
                    need(key.signed(self.text, signature), f"the checkpoint of {self.size} leaves: a signature is forged")
                    places.add(place)
        return places


class Chain:
    """The checkpoints of one log by size, and how one key hands over to the next."""

    def __init__(self, keys, trusted=None):
        need(keys and all(key.name == keys[0].name for key in keys), "the keys are not those of one log")
        self.keys, self.trusted, self.in_charge, self.last, self.announced = keys, trusted, None, None, set()

    def take(self, head):
        def rule(holds, what):
            need(holds, f"the checkpoint of {head.size} leaves {what}")
        rule(head.origin == self.keys[0].name, "is of another log")
        signers = head.signers(self.keys)
        rule(signers, "is signed by none of the keys of this log")
        if self.in_charge is not None:
            newest = max(signers)
            vouched = self.trusted == self.keys[newest].text and newest > self.in_charge
            rule(self.in_charge in signers or vouched, "is not signed by the key that was in charge")
            new = [place for place in signers if place > self.in_charge]
            rule(all(self.keys[place].fingerprint in self.announced for place in new), "is signed by a key that no leaf announced")
        if self.last is not None:
            same = head.size > self.last.size or (head.size, head.root) == (self.last.size, self.last.root)
            rule(same, "does not extend the one before it")
        self.in_charge, self.last = max(signers), head


# --- An export ------------------------------------------------------------------------------------------------------------

def place_of(line):
    """The place that a leaf says, and the event and region that it tells."""
    leaf = json.loads(line)
    need(isinstance(leaf, dict) and isinstance(leaf.get("n"), int), "a line is not a leaf")
    return leaf


def verify_export(folder, trusted, known):
    def text(name):
        return (folder / name).read_bytes().decode("utf-8")
    keys = [Key(line) for line in text("vkey").splitlines()]
    whole = Head(text("checkpoint.note"))
    notes = sorted((folder / "checkpoints").glob("*")) if (folder / "checkpoints").exists() else []
    heads = [Head(path.read_bytes().decode("utf-8")) for path in notes + known]
    region = text("region").strip() if (folder / "region").exists() else None
    for head in heads:
        need(head.size <= whole.size, f"checkpoint.note counts {whole.size} leaves, and there is one of {head.size}: it is an old one")
    heads = sorted(heads, key=lambda head: head.size) + [whole]
    chain, tree, withheld = Chain(keys, trusted), Tree(), 0
    with open(folder / "leaves.ndjson", "rb") as lines:
        for head in heads:
            since = tree.size
            while tree.size < head.size:
                line = lines.readline()
                need(line, f"there are {tree.size} leaves, and the checkpoint of {head.size} was signed: the last are missing")
                need(line.endswith(b"\n"), f"line {tree.size} is not a leaf")
                line = line[:-1]
                if line.startswith(b'"'):
                    need(region is not None, f"line {tree.size} is only the hash of a leaf, and this is the whole log")
                    hash, withheld = b64(json.loads(line)), withheld + 1
                    need(len(hash) == 32, f"line {tree.size} is not a leaf")
                else:
                    leaf, hash = place_of(line), leaf_hash(line)
                    need(leaf["n"] == tree.size, f"line {tree.size} is leaf {leaf['n']}: one is missing, was added, or lines changed places")
                    log = leaf["event"].startswith("log.")
                    need(region is None or log or leaf["region"] == region, f"line {tree.size} is a leaf of another region")
                    if leaf["event"] == "log.key_changed":
                        chain.announced.add(leaf["subject"]["id"])
                tree.add(hash)
            chain.take(head)
            need(tree.root() == head.root, f"leaves {since} to {head.size} (not counting the last) are not the ones that were signed")
        need(not lines.readline(), f"there are more leaves than the {whole.size} that checkpoint.note counts")
    if trusted:
        place = [key.text for key in keys].index(trusted) if trusted in [key.text for key in keys] else None
        need(place is not None and place <= chain.in_charge, "the log is not signed with the key that you trust")
    return {"origin": whole.origin, "size": whole.size, "root": base64.b64encode(whole.root).decode(), "withheld": withheld,
            "checkpoints": len(heads), "vkey": keys[chain.in_charge].text, "trusted": bool(trusted)}


# --- The log of one dossier: some leaves, each with its way up to one checkpoint -------------------------------------------

def verify_dossier(folder, trusted):
    def text(name):
        return (folder / name).read_bytes().decode("utf-8")
    keys = [Key(trusted)] if trusted else [Key(line) for line in text("vkey").splitlines()]
    head, chain = Head(text("checkpoint.note")), Chain(keys)
    chain.take(head)
    leaves = (folder / "leaves.ndjson").read_bytes().removesuffix(b"\n").split(b"\n")
    proofs = text("proofs.ndjson").removesuffix("\n").split("\n")
    need(len(leaves) == len(proofs), "the proof does not lead from the leaf to the signed head: there are more lines than proofs, or fewer")
    for line, way in zip(leaves, map(json.loads, proofs)):
        need(place_of(line)["n"] == way["n"], f"line {way['n']} is leaf {place_of(line)['n']}: lines changed places")
        root = root_over(leaf_hash(line), way["n"], head.size, [b64(hash) for hash in way["proof"]])
        need(root == head.root, "the proof does not lead from the leaf to the signed head")
    return {"origin": head.origin, "size": head.size, "root": base64.b64encode(head.root).decode(),
            "withheld": head.size - len(leaves), "checkpoints": 1, "vkey": keys[chain.in_charge].text, "trusted": bool(trusted)}


# --- One proof: c2sp.org/tlog-proof ---------------------------------------------------------------------------------------

def verify_proof(path, trusted):
    head, note = path.read_bytes().decode("utf-8").split("\n\n", 1)
    header, extra, index, *proof = head.split("\n")
    need(header == "c2sp.org/tlog-proof@v1", "this is not a proof")
    line = b64(extra.removeprefix("extra "))
    index, checkpoint = int(index.removeprefix("index ")), Head(note)
    Chain([Key(trusted)]).take(checkpoint)
    leaf = place_of(line)
    need(leaf["n"] == index, "the proof is of another leaf")
    root = root_over(leaf_hash(line), index, checkpoint.size, [b64(hash) for hash in proof])
    need(root == checkpoint.root, "the proof does not lead from the leaf to the signed checkpoint")
    return {"origin": checkpoint.origin, "size": checkpoint.size, "index": index, "leaf": leaf}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", type=pathlib.Path, help="the folder of an export, or a file .tlog-proof")
    parser.add_argument("--vkey", help="the key that you know from elsewhere: its text, or a file of which it is the last line")
    parser.add_argument("--checkpoint", type=pathlib.Path, action="append", default=[], help="a checkpoint that you know from elsewhere")
    given = parser.parse_args()
    try:
        trusted = given.vkey
        if trusted and trusted.count("+") < 2:
            trusted = pathlib.Path(trusted).read_text().splitlines()[-1]
        if given.what.is_file():
            if not trusted:
                print("say with --vkey which key you trust", file=sys.stderr)
                return 2
            found = verify_proof(given.what, trusted)
        elif (given.what / "proofs.ndjson").exists():
            found = verify_dossier(given.what, trusted)
        else:
            found = verify_export(given.what, trusted, given.checkpoint)
    except Broken as rule:
        print(rule, file=sys.stderr)
        return 1
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        print(f"cannot be read: {error}", file=sys.stderr)
        return 2
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
