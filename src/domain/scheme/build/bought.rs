//! Doelgroepen, products, tariffs, matrix, history, demand.
//! May import: code, money, policy_code, scheme.

use std::collections::BTreeMap;

use super::{Build, read};
use crate::code::Code;
use crate::identifiers::GemeenteCode;
use crate::money::Cents;
use crate::scheme::model::{
    CellState, Demand, History, HistoryRow, MatrixRow, Product, ProductGroup, Substantiation, TargetGroup,
    Tariff,
};
use crate::scheme::problem::Problem;
use crate::scheme::tree::Node;

impl Build {
    pub(super) fn target_group(&mut self, node: &Node) -> Option<TargetGroup> {
        Some(TargetGroup {
            code: read::name(node, "code")?,
            title: read::text(node, "titel")?,
            standing: read::standing(node),
        })
    }

    pub(super) fn group(&mut self, node: &Node) -> Option<ProductGroup> {
        let products = self.each(node.items_of("producten"), Self::product);
        Some(ProductGroup {
            code: read::name(node, "code")?,
            title: read::text(node, "titel")?,
            products,
            standing: read::standing(node),
        })
    }

    fn product(&mut self, node: &Node) -> Option<Product> {
        let tariffs = self.each(node.items_of("tarieven"), Self::tariff);
        self.tariffs_once(node, &tariffs);
        Some(Product {
            code: read::name(node, "code")?,
            title: read::text(node, "titel")?,
            description: read::text(node, "omschrijving")?,
            parent: read::name(node, "ouder"),
            category: read::text(node, "iwmo")?,
            product_code: read::text(node, "productcode"),
            unit: read::code(node, "eenheid")?,
            tariffs,
            standing: read::standing(node),
        })
    }

    fn tariff(&mut self, node: &Node) -> Option<Tariff> {
        let price = read::money(node, "prijs")?;
        let parts = node.get("onderbouwing")?;
        let substantiation = Substantiation {
            professional: read::money(parts, "beroepskracht")?,
            overhead: read::money(parts, "overhead")?,
            unproductive: read::money(parts, "niet_productief")?,
            travel_and_training: read::money(parts, "reis_en_opleiding")?,
            indexation: read::money(parts, "indexatie")?,
            obligations: read::money(parts, "verplichtingen")?,
        };
        let sum = substantiation.sum()?;
        if sum != price {
            self.add(node.get("prijs")?.place, Problem::TariffSum { sum, price });
        }
        Some(Tariff {
            from: read::date(node, "vanaf")?,
            gemeenten: read::names(node, "gemeenten"),
            price,
            substantiation,
            standing: read::standing(node),
        })
    }

    /// At most one line for all, and one per gemeente, for the same day.
    fn tariffs_once(&mut self, node: &Node, tariffs: &[Tariff]) {
        let items = node.items_of("tarieven");
        for (place, later) in tariffs.iter().enumerate() {
            let twice = tariffs.iter().take(place).any(|earlier| {
                let both_for_all = earlier.gemeenten.is_empty() && later.gemeenten.is_empty();
                earlier.from == later.from
                    && (both_for_all || earlier.gemeenten.iter().any(|one| later.gemeenten.contains(one)))
            });
            if let (true, Some(item)) = (twice, items.get(place)) {
                self.add(item.place, Problem::TariffTwice);
            }
        }
    }

    pub(super) fn matrix_row(&mut self, node: &Node) -> Option<MatrixRow> {
        Some(MatrixRow {
            product: read::name(node, "product")?,
            cells: cells(node.get("cellen")?)?,
            standing: read::standing(node),
        })
    }

    /// Every product has exactly one row.
    pub(super) fn rows_of_products(&mut self, root: &Node, groups: &[ProductGroup]) {
        let Some(matrix) = root.get("matrix") else { return };
        for product in groups.iter().flat_map(|group| &group.products) {
            let product = product.code.as_str();
            let rows = matrix.items().iter().filter(|row| row.text_of("product") == Some(product)).count();
            if rows != 1 {
                self.add(matrix.place, Problem::MatrixRows { product: product.to_owned(), rows });
            }
        }
    }

    pub(super) fn history(&mut self, node: &Node) -> Option<History> {
        let rows = self.each(node.items_of("rijen"), |_, row| {
            Some(HistoryRow { title: read::text(row, "titel")?, cells: cells(row.get("cellen")?)? })
        });
        Some(History { title: read::text(node, "titel")?, rows, standing: read::standing(node) })
    }

    pub(super) fn demand(&mut self, node: &Node) -> Option<Demand> {
        Some(Demand {
            gemeente: read::name(node, "gemeente")?,
            group: read::name(node, "productgroep")?,
            clients: read::number(node, "clienten")?,
            on: read::date(node, "peildatum")?,
            standing: read::standing(node),
        })
    }
}

impl Substantiation {
    /// The sum of the six; `None` when it does not fit.
    #[must_use]
    pub fn sum(&self) -> Option<Cents> {
        self.professional
            .checked_add(self.overhead)?
            .checked_add(self.unproductive)?
            .checked_add(self.travel_and_training)?
            .checked_add(self.indexation)?
            .checked_add(self.obligations)
    }
}

fn cells(node: &Node) -> Option<BTreeMap<GemeenteCode, CellState>> {
    let cell = |key: &str, value: &Node| {
        Some((GemeenteCode::parse(key).ok()?, CellState::from_code(value.text()?)?))
    };
    node.members().iter().map(|member| cell(&member.key, &member.node)).collect()
}
