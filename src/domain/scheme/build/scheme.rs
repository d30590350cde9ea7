//! The regeling as a whole.
//! May import: facts, policy_code, scheme.

use super::{Build, read};
use crate::facts::FactDef;
use crate::identifiers::GemeenteCode;
use crate::policy_code::{
    DocumentKindCode, EvidenceKindCode, FactCode, GroupCode, ParameterCode, ProductCode, RequirementCode,
    TargetGroupCode,
};
use crate::scheme::caution::Caution;
use crate::scheme::model::{
    AddedValue, BibobDef, CellState, ContractTerm, Demand, DocumentDef, EvidenceDef, ExitRule, Gemeente,
    History, LetterParagraph, MatrixRow, MeasureBasis, Parameter, Product, ProductGroup, ReasonCode,
    RegionDef, Remedy, Requirement, ReviewPlan, SufficientSupply, TargetGroup, Terms, UploadLimits, Windows,
    YearlyConfirmation,
};
use crate::scheme::own::volmacht;
use crate::scheme::tree::Node;
use crate::supervision::MeasureKind;

/// One version of a region's policy: read from bytes without a mistake, and never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    sha256: String,
    code: String,
    title: String,
    region: RegionDef,
    gemeenten: Vec<Gemeente>,
    term: ContractTerm,
    remedy: Remedy,
    terms: Terms,
    review_plan: ReviewPlan,
    uploads: UploadLimits,
    windows: Windows,
    target_groups: Vec<TargetGroup>,
    groups: Vec<ProductGroup>,
    matrix: Vec<MatrixRow>,
    history: Vec<History>,
    demand: Vec<Demand>,
    facts: Vec<FactDef>,
    evidence: Vec<EvidenceDef>,
    documents: Vec<DocumentDef>,
    parameters: Vec<Parameter>,
    requirements: Vec<Requirement>,
    switched_off: Vec<Requirement>,
    cautions: Vec<Caution>,
    sufficient: SufficientSupply,
    confirmation: Option<YearlyConfirmation>,
    added_value: Vec<AddedValue>,
    exit_rules: Vec<ExitRule>,
    reasons: Vec<ReasonCode>,
    paragraphs: Vec<LetterParagraph>,
    bibob: Option<BibobDef>,
    measures: Vec<MeasureBasis>,
}

impl Build {
    pub(super) fn scheme(&mut self, root: &Node, sha256: String) -> Option<Scheme> {
        let at = |key: &str| root.get(key);
        let items = |key: &str| root.items_of(key);
        self.facts = self.each(items("gegevens"), Self::fact_def);
        let groups = self.each(items("productgroepen"), Self::group);
        let matrix = self.each(items("matrix"), Self::matrix_row);
        self.rows_of_products(root, &groups);
        let gemeenten = self.each(items("gemeenten"), Self::gemeente);
        self.parameters = self.each(items("parameters"), Self::parameter);
        self.grounds = self.each(items("toegevoegde_waarde"), Self::added_value);
        let written = self.each(items("eisen"), |build, item| {
            let (requirement, in_use) = build.requirement(item)?;
            build.parameters_reach(item, &requirement, &groups, &gemeenten);
            Some((requirement, in_use))
        });
        self.grounds_asked(at("toegevoegde_waarde"), &written);
        let (used, unused): (Vec<_>, Vec<_>) = written.into_iter().partition(|(_, in_use)| *in_use);
        let plain =
            |list: Vec<(Requirement, bool)>| list.into_iter().map(|(requirement, _)| requirement).collect();
        let target_groups = self.each(items("doelgroepen"), Self::target_group);
        let history = self.each(items("historie"), Self::history);
        let demand = self.each(items("vraag"), Self::demand);
        let evidence = self.each(items("bewijs"), Self::evidence);
        let documents = self.each(items("documenten"), Self::document);
        let exit_rules = self.each(items("uitstroom"), Self::exit_rule);
        let reasons = self.each(items("redencodes"), Self::reason);
        let paragraphs = self.each(items("brief"), Self::paragraph);
        let windows = at("vensters").and_then(|node| self.windows(node));
        let confirmation = match at("jaarlijkse_bevestiging") {
            None => None,
            Some(node) => Some(self.confirmation(node)?),
        };
        let bibob = match at("bibob") {
            None => None,
            Some(node) => Some(Self::bibob(node)?),
        };
        let measures = self.measures(items("maatregelen"));
        let term = at("looptijd").and_then(|node| self.term(node));
        Some(Scheme {
            sha256,
            code: read::text(root, "code")?,
            title: read::text(root, "titel")?,
            region: Self::region(at("regio")?)?,
            gemeenten,
            term: term?,
            remedy: Self::remedy(at("rechtsbescherming")?)?,
            terms: Self::terms(at("termijnen")?)?,
            review_plan: Self::review_plan(at("beoordelingsplan")?)?,
            uploads: at("bestanden").map_or_else(|| Some(UploadLimits::default()), Self::uploads)?,
            windows: windows?,
            target_groups,
            groups,
            matrix,
            history,
            demand,
            facts: std::mem::take(&mut self.facts),
            evidence,
            documents,
            parameters: std::mem::take(&mut self.parameters),
            requirements: plain(used),
            switched_off: plain(unused),
            cautions: std::mem::take(&mut self.cautions),
            sufficient: Self::sufficient(at("voldoende_aanbod")?)?,
            confirmation,
            added_value: std::mem::take(&mut self.grounds),
            exit_rules,
            reasons,
            paragraphs,
            bibob,
            measures,
        })
    }
}

impl Scheme {
    /// SHA-256 of the file's bytes, in lower-case hex.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
    /// Permanent code of the procedure.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }
    /// Title in Dutch.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }
    /// The inkoopregio.
    #[must_use]
    pub fn region(&self) -> &RegionDef {
        &self.region
    }
    /// The gemeenten, in the order of the file.
    #[must_use]
    pub fn gemeenten(&self) -> &[Gemeente] {
        &self.gemeenten
    }
    /// When contracts run.
    #[must_use]
    pub fn term(&self) -> &ContractTerm {
        &self.term
    }
    /// The remedy track.
    #[must_use]
    pub fn remedy(&self) -> &Remedy {
        &self.remedy
    }
    /// Terms of handling.
    #[must_use]
    pub fn terms(&self) -> &Terms {
        &self.terms
    }
    /// How many people judge and decide.
    #[must_use]
    pub fn review_plan(&self) -> &ReviewPlan {
        &self.review_plan
    }
    /// Under what the Wet Bibob may be used; nothing where it may not.
    #[must_use]
    pub fn bibob(&self) -> Option<&BibobDef> {
        self.bibob.as_ref().filter(|one| one.may_be_asked)
    }
    /// What is written of it, also where it may not be used: to compare versions.
    #[must_use]
    pub fn bibob_written(&self) -> Option<&BibobDef> {
        self.bibob.as_ref()
    }
    /// What the overeenkomst allows against who is admitted, in the order of the file.
    #[must_use]
    pub fn measures(&self) -> &[MeasureBasis] {
        &self.measures
    }
    /// What the overeenkomst says of a kind of measure; nothing where it has no basis, and then it may not be taken (L025).
    #[must_use]
    pub fn measure(&self, kind: MeasureKind) -> Option<&MeasureBasis> {
        self.measures.iter().find(|one| one.kind == kind)
    }
    /// How much an aanbieder may send.
    #[must_use]
    pub fn uploads(&self) -> UploadLimits {
        self.uploads
    }
    /// The pattern of windows.
    #[must_use]
    pub fn windows(&self) -> &Windows {
        &self.windows
    }
    /// The doelgroepen.
    #[must_use]
    pub fn target_groups(&self) -> &[TargetGroup] {
        &self.target_groups
    }
    /// The productgroepen.
    #[must_use]
    pub fn groups(&self) -> &[ProductGroup] {
        &self.groups
    }
    /// The state of every product in every gemeente.
    #[must_use]
    pub fn matrix(&self) -> &[MatrixRow] {
        &self.matrix
    }
    /// Earlier matrices.
    #[must_use]
    pub fn history(&self) -> &[History] {
        &self.history
    }
    /// Clients per gemeente and productgroep.
    #[must_use]
    pub fn demand(&self) -> &[Demand] {
        &self.demand
    }
    /// The questions.
    #[must_use]
    pub fn facts(&self) -> &[FactDef] {
        &self.facts
    }
    /// The kinds of bewijsstuk.
    #[must_use]
    pub fn evidence(&self) -> &[EvidenceDef] {
        &self.evidence
    }
    /// The kinds of inkoopdocument.
    #[must_use]
    pub fn documents(&self) -> &[DocumentDef] {
        &self.documents
    }
    /// The parameters: numbers with a name.
    #[must_use]
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }
    /// Eisen that are laid down but not in use: they apply nowhere, and their codes stay taken.
    #[must_use]
    pub fn switched_off(&self) -> &[Requirement] {
        &self.switched_off
    }
    /// What its writer should look at again, in the order of the file.
    #[must_use]
    pub fn cautions(&self) -> &[Caution] {
        &self.cautions
    }
    /// A parameter by its code.
    #[must_use]
    pub fn parameter(&self, code: &ParameterCode) -> Option<&Parameter> {
        self.parameters.iter().find(|one| one.code == *code)
    }
    /// The eisen that are in use.
    #[must_use]
    pub fn requirements(&self) -> &[Requirement] {
        &self.requirements
    }
    /// When a lot has enough.
    #[must_use]
    pub fn sufficient(&self) -> &SufficientSupply {
        &self.sufficient
    }
    /// What who is admitted confirms every year, where the regeling asks it.
    #[must_use]
    pub fn confirmation(&self) -> Option<&YearlyConfirmation> {
        self.confirmation.as_ref()
    }
    /// Grounds on which a closed lot still takes an application.
    #[must_use]
    pub fn added_value(&self) -> &[AddedValue] {
        &self.added_value
    }
    /// Rules of exit.
    #[must_use]
    pub fn exit_rules(&self) -> &[ExitRule] {
        &self.exit_rules
    }
    /// Reasons that an assessor can give.
    #[must_use]
    pub fn reasons(&self) -> &[ReasonCode] {
        &self.reasons
    }
    /// The region's paragraphs in letters.
    #[must_use]
    pub fn paragraphs(&self) -> &[LetterParagraph] {
        &self.paragraphs
    }

    /// A gemeente by its CBS code.
    #[must_use]
    pub fn gemeente(&self, code: &GemeenteCode) -> Option<&Gemeente> {
        self.gemeenten.iter().find(|one| one.code == *code)
    }
    /// A doelgroep by its code.
    #[must_use]
    pub fn target_group(&self, code: &TargetGroupCode) -> Option<&TargetGroup> {
        self.target_groups.iter().find(|one| one.code == *code)
    }
    /// A productgroep by its code.
    #[must_use]
    pub fn group(&self, code: &GroupCode) -> Option<&ProductGroup> {
        self.groups.iter().find(|one| one.code == *code)
    }
    /// A product by its code, with its group.
    #[must_use]
    pub fn product(&self, code: &ProductCode) -> Option<(&ProductGroup, &Product)> {
        self.groups
            .iter()
            .find_map(|group| Some((group, group.products.iter().find(|one| one.code == *code)?)))
    }
    /// A question by its code.
    #[must_use]
    pub fn fact(&self, code: &FactCode) -> Option<&FactDef> {
        self.facts.iter().find(|one| one.code == *code)
    }
    /// A kind of bewijsstuk by its code; the portal's own volmacht is known in every regeling.
    #[must_use]
    pub fn evidence_def(&self, code: &EvidenceKindCode) -> Option<&EvidenceDef> {
        let own = || volmacht().filter(|own| own.code == *code);
        self.evidence.iter().find(|one| one.code == *code).or_else(own)
    }
    /// A kind of inkoopdocument by its code.
    #[must_use]
    pub fn document(&self, code: &DocumentKindCode) -> Option<&DocumentDef> {
        self.documents.iter().find(|one| one.code == *code)
    }
    /// An eis by its code.
    #[must_use]
    pub fn requirement(&self, code: &RequirementCode) -> Option<&Requirement> {
        self.requirements.iter().find(|one| one.code == *code)
    }
    /// The state of a product in a gemeente; `None` when either is not of this regeling.
    #[must_use]
    pub fn cell(&self, product: &ProductCode, gemeente: &GemeenteCode) -> Option<CellState> {
        self.matrix.iter().find(|row| row.product == *product)?.cells.get(gemeente).copied()
    }
}
