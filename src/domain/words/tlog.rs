//! What goes along with the log when it leaves.
//! May import: nothing.

/// Beside the files of an export.
pub const README: &str = "\
LOGBOEK VAN OPENHUIS

In deze map staat het logboek: alles wat in het portaal is gebeurd, in volgorde. U kunt zelf nagaan dat er niets is
veranderd, weggelaten of verplaatst. U hebt ons daarvoor niet nodig.

leaves.ndjson         Elke regel is een gebeurtenis. Een regel tussen aanhalingstekens hoort bij een andere regio:
                      daarvan ziet u alleen het zegel (de hash), niet wat er gebeurde.
checkpoint.note       De laatste verzegeling: hoeveel regels er zijn, en de hash over alle regels, met een handtekening.
checkpoints/          Eerdere verzegelingen: de laatste van elke dag.
vkey                  De openbare sleutel waarmee u de handtekening controleert.
region                Alleen bij het logboek van een regio: het nummer van die regio.
manifest-sha256.txt   De SHA-256 van elk bestand (sha256sum -c manifest-sha256.txt).

ZO CONTROLEERT U HET LOGBOEK

1. Vergelijk vkey met de sleutel die de regio bekend heeft gemaakt: op de website van het portaal
   (/.well-known/openhuis-log.vkey) of op papier.
2. openhuis log verify MAP --vkey SLEUTEL
   of, met Python en het pakket cryptography:  python3 verify.py MAP --vkey SLEUTEL
3. Hebt u een ontvangstbewijs of een eerdere verzegeling? Geef die mee met --checkpoint. Dan ziet u ook dat er sinds
   die dag niets is teruggedraaid.

Het programma verify.py en de beschrijving van de bestanden staan bij de broncode, in docs/verify.

WAT HET LOGBOEK NIET BEWIJST

Het bewijst dat de regels sinds de verzegeling niet zijn veranderd. Het bewijst niet dat wat er staat waar is, en niet
dat alles wat er gebeurde is opgeschreven. In een regel staan geen namen: alleen nummers van het portaal.
";
