//! The structure tree in the file: elements, and from each piece of marked content back to its element
//! (ISO 32000-1, 14.7). May import: lopdf, tags.

use lopdf::{Document, Object, ObjectId, dictionary};

use super::DocumentError;
use super::tags::{Elem, Kid};

/// What the pages hold, by page and number: the element each belongs to.
struct Parents(Vec<Vec<Object>>);

impl Parents {
    fn set(&mut self, page: usize, id: i64, elem: ObjectId) -> Result<(), DocumentError> {
        let place = usize::try_from(id).map_err(|_| DocumentError::TooLarge)?;
        let of_page = self.0.get_mut(page).ok_or(DocumentError::TooLarge)?;
        if of_page.len() <= place {
            of_page.resize(place.saturating_add(1), Object::Null);
        }
        if let Some(slot) = of_page.get_mut(place) {
            *slot = Object::Reference(elem);
        }
        Ok(())
    }
}

/// Write the tree and return its root.
pub(super) fn write(
    pdf: &mut Document,
    pages: &[ObjectId],
    tree: Vec<Elem>,
) -> Result<ObjectId, DocumentError> {
    let (root, document) = (pdf.new_object_id(), pdf.new_object_id());
    let mut parents = Parents(vec![Vec::new(); pages.len()]);
    let mut kids = Vec::with_capacity(tree.len());
    for elem in tree.into_iter().filter(|elem| !elem.kids.is_empty()) {
        kids.push(element(pdf, elem, document, pages, &mut parents)?);
    }
    pdf.objects.insert(
        document,
        Object::Dictionary(
            dictionary! { "Type" => "StructElem", "S" => "Document", "P" => root, "K" => kids },
        ),
    );
    let mut numbers = Vec::new();
    for (key, of_page) in (0_i64..).zip(parents.0) {
        let list = pdf.add_object(Object::Array(of_page));
        numbers.extend([Object::Integer(key), Object::Reference(list)]);
    }
    let next = i64::try_from(pages.len()).map_err(|_| DocumentError::TooLarge)?;
    let tree = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => document,
        "ParentTree" => dictionary! { "Nums" => numbers },
        "ParentTreeNextKey" => next,
    };
    pdf.objects.insert(root, Object::Dictionary(tree));
    Ok(root)
}

fn element(
    pdf: &mut Document,
    elem: Elem,
    parent: ObjectId,
    pages: &[ObjectId],
    parents: &mut Parents,
) -> Result<Object, DocumentError> {
    let me = pdf.new_object_id();
    let mut kids = Vec::with_capacity(elem.kids.len());
    for kid in elem.kids {
        kids.push(match kid {
            Kid::Elem(inner) => element(pdf, inner, me, pages, parents)?,
            Kid::Marked { page, id } => {
                parents.set(page, id, me)?;
                let on = *pages.get(page).ok_or(DocumentError::TooLarge)?;
                Object::Dictionary(dictionary! { "Type" => "MCR", "Pg" => on, "MCID" => id })
            }
        });
    }
    let mut entry =
        dictionary! { "Type" => "StructElem", "S" => elem.tag.name(), "P" => parent, "K" => kids };
    if let Some(scope) = elem.tag.scope() {
        entry.set("A", dictionary! { "O" => "Table", "Scope" => scope });
    }
    pdf.objects.insert(me, Object::Dictionary(entry));
    Ok(Object::Reference(me))
}
