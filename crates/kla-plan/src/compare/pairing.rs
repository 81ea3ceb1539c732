//! From a mapping of two editions to items of which both years know the points.

use std::collections::BTreeSet;

use kla::{Address, Agency, Edition, Mapping, Points, Scorecard};

use super::{BridgeItem, BridgeRest, ItemKind, Side};

/// The items, and what is left between them and the totals.
pub(super) struct Pairing<'a> {
    pub(super) items: Vec<BridgeItem<'a>>,
    pub(super) rests: Vec<BridgeRest>,
    pub(super) absorbed: Vec<(Side, Address)>,
    pub(super) lifted: Vec<(Side, Address)>,
}

/// Nodes of both editions that are compared as one.
#[derive(Clone, Debug)]
struct Group {
    from: Vec<Address>,
    to: Vec<Address>,
    /// Whether more than the mapping asks for had to be taken together.
    lifted: bool,
}

impl<'a> Pairing<'a> {
    pub(super) fn of(
        before: &Scorecard<'a>,
        after: &Scorecard<'a>,
        mapping: &Mapping,
    ) -> Pairing<'a> {
        let mut lifted = BTreeSet::new();
        let mut groups: Vec<Group> = Vec::new();
        for pair in mapping.pairs() {
            let from = known(Side::Before, before, &pair.from, &mut lifted);
            let to = known(Side::After, after, &pair.to, &mut lifted);
            let higher = from != pair.from || to != pair.to;
            join(&mut groups, Group { from, to, lifted: higher });
        }
        for group in groups.iter_mut().filter(|group| group.lifted) {
            raise(before.edition(), &mut group.from);
            raise(after.edition(), &mut group.to);
        }
        let mut items: Vec<BridgeItem<'a>> =
            groups.iter().map(|group| mapped(before, after, group)).collect();
        let mut pairing = Pairing {
            items: Vec::new(),
            rests: Vec::new(),
            absorbed: Vec::new(),
            lifted: lifted.into_iter().collect(),
        };
        let order = |item: &BridgeItem<'_>| place(after.edition(), item.to.first());
        items.sort_by_key(order);
        for (side, card) in [(Side::After, after), (Side::Before, before)] {
            let nodes = items.iter().flat_map(|item| match side {
                Side::Before => &item.from,
                Side::After => &item.to,
            });
            let taken: BTreeSet<&Address> = nodes.collect();
            let mut cover = Cover { card, taken, alone: Vec::new(), rests: Vec::new() };
            cover.node(&Address::Total);
            let Cover { alone, rests, .. } = cover;
            pairing.items.extend(alone.into_iter().map(|node| unmapped(side, card, node)));
            pairing.add(side, rests);
        }
        let only_wholes = pairing.lifted.iter().map(|(side, node)| (*side, node.clone()));
        let only_wholes: Vec<(Side, Address)> = only_wholes.collect();
        pairing.absorbed = absorbed(before, after, mapping, &only_wholes);
        items.append(&mut pairing.items);
        pairing.items = items;
        pairing.rests.retain(|rest| !rest.before.is_zero() || !rest.after.is_zero());
        pairing
    }

    /// What the nodes of one side add to their parts, beside what the same nodes of the other add.
    fn add(&mut self, side: Side, rests: Vec<(Address, Points)>) {
        for (node, points) in rests {
            let place = self.rests.iter().position(|rest| rest.node == node);
            let place = place.unwrap_or_else(|| {
                let nothing = Points::ZERO;
                self.rests.push(BridgeRest { node, before: nothing, after: nothing });
                self.rests.len() - 1
            });
            match side {
                Side::Before => self.rests[place].before = points,
                Side::After => self.rests[place].after = points,
            }
        }
    }
}

/// The blocks of an edition that nodes belong to, each once.
pub(super) fn blocks_of<'n>(
    edition: &Edition,
    nodes: impl IntoIterator<Item = &'n Address>,
) -> Vec<Address> {
    let mut blocks = Vec::new();
    for node in nodes {
        let mut at = Some(node.clone());
        while let Some(node) = at {
            at = edition.parent(&node);
            if at == Some(Address::Total) && !blocks.contains(&node) {
                blocks.push(node);
            }
        }
    }
    blocks
}

/// The nodes, or instead of those whose points a year does not know the lowest whole that it knows.
fn known(
    side: Side,
    card: &Scorecard<'_>,
    nodes: &[Address],
    lifted: &mut BTreeSet<(Side, Address)>,
) -> Vec<Address> {
    let mut found: Vec<Address> = Vec::new();
    for node in nodes {
        let mut at = node.clone();
        while card.points_of(&at).is_none() {
            match card.edition().parent(&at) {
                Some(parent) => at = parent,
                None => break,
            }
        }
        if at != *node {
            lifted.insert((side, at.clone()));
        }
        if !found.contains(&at) {
            found.push(at);
        }
    }
    found
}

/// Adds a group; groups that now share a node become one.
fn join(groups: &mut Vec<Group>, mut added: Group) {
    let shares = |group: &Group| {
        group.from.iter().any(|node| added.from.contains(node))
            || group.to.iter().any(|node| added.to.contains(node))
    };
    let place = groups.iter().position(shares);
    let Some(place) = place else {
        groups.push(added);
        return;
    };
    let mut group = groups.remove(place);
    group.lifted = true;
    for (nodes, more) in [(&mut group.from, &mut added.from), (&mut group.to, &mut added.to)] {
        more.retain(|node| !nodes.contains(node));
        nodes.append(more);
    }
    // What was added may hold the group together with yet another one.
    join(groups, group);
}

/// Replaces the parts of a block or row by the whole where all of them are there.
fn raise(edition: &Edition, nodes: &mut Vec<Address>) {
    loop {
        let whole = nodes.iter().filter_map(|node| edition.parent(node)).find(|parent| {
            *parent != Address::Total
                && edition.parts(parent).iter().all(|part| nodes.contains(part))
        });
        let Some(whole) = whole else { return };
        let parts = edition.parts(&whole);
        let at = nodes.iter().position(|node| parts.contains(node)).unwrap_or(0);
        nodes.retain(|node| !parts.contains(node));
        nodes.insert(at, whole);
    }
}

fn place(edition: &Edition, node: Option<&Address>) -> Option<usize> {
    let blocks = edition.parts(&Address::Total);
    let mut all = blocks.into_iter().flat_map(|block| {
        let rows = edition.parts(&block);
        let questions = rows.into_iter().flat_map(|row| {
            let questions = edition.parts(&row);
            std::iter::once(row).chain(questions)
        });
        std::iter::once(block).chain(questions).collect::<Vec<_>>()
    });
    let node = node?;
    all.position(|known| known == *node)
}

fn points(card: &Scorecard<'_>, nodes: &[Address]) -> Points {
    nodes.iter().filter_map(|node| card.points_of(node)).sum()
}

fn maximum(edition: &Edition, nodes: &[Address]) -> Points {
    nodes.iter().filter_map(|node| edition.maximum_of(node)).sum()
}

fn mapped<'a>(before: &Scorecard<'a>, after: &Scorecard<'a>, group: &Group) -> BridgeItem<'a> {
    let (earned, whole) = (points(before, &group.from), maximum(before.edition(), &group.from));
    let most = maximum(after.edition(), &group.to);
    let (carried, cut) = carried(earned, whole, most);
    BridgeItem {
        kind: ItemKind::Mapped,
        from: group.from.clone(),
        to: group.to.clone(),
        blocks: blocks_of(after.edition(), &group.to),
        before: earned,
        carried,
        cut,
        after: points(after, &group.to),
        maximum_before: whole,
        maximum_after: most,
        agencies: owners(after.edition(), &group.to),
    }
}

/// An attainment under another maximum, and whether it was cut after six decimals. Of nothing that could
/// be earned nothing was attained.
pub(super) fn carried(earned: Points, whole: Points, most: Points) -> (Points, bool) {
    let carried = most.part_of(earned, whole, 6).unwrap_or_default();
    let cut = carried.millionths() * whole.millionths() != earned.millionths() * most.millionths();
    (carried, cut)
}

fn unmapped<'a>(side: Side, card: &Scorecard<'a>, node: Address) -> BridgeItem<'a> {
    let nodes = vec![node];
    let (earned, most) = (points(card, &nodes), maximum(card.edition(), &nodes));
    let nothing = Points::ZERO;
    let item = BridgeItem {
        kind: ItemKind::New,
        from: Vec::new(),
        to: Vec::new(),
        blocks: blocks_of(card.edition(), &nodes),
        before: nothing,
        carried: nothing,
        cut: false,
        after: nothing,
        maximum_before: nothing,
        maximum_after: nothing,
        agencies: owners(card.edition(), &nodes),
    };
    match side {
        Side::After => BridgeItem { to: nodes, after: earned, maximum_after: most, ..item },
        Side::Before => BridgeItem {
            kind: ItemKind::Retired,
            from: nodes,
            before: earned,
            maximum_before: most,
            ..item
        },
    }
}

/// The agencies that own nodes; whose block a whole block is nobody says.
pub(super) fn owners<'a>(edition: &'a Edition, nodes: &[Address]) -> Vec<&'a Agency> {
    let mut owners: Vec<&'a Agency> = Vec::new();
    for node in nodes {
        let ids = match node {
            Address::Total | Address::Block(_) => Vec::new(),
            Address::Indicator(id) => {
                edition.indicator(id.as_str()).map_or_else(Vec::new, |row| row.owners())
            }
            Address::Question(id) => edition
                .question(id.as_str())
                .map_or_else(Vec::new, |question| question.measure.agencies.clone()),
        };
        for agency in ids.iter().filter_map(|id| edition.agency(id)) {
            if !owners.iter().any(|known| known.id == agency.id) {
                owners.push(agency);
            }
        }
    }
    owners
}

/// A walk from the total down to what is compared.
struct Cover<'c, 'a> {
    card: &'c Scorecard<'a>,
    taken: BTreeSet<&'c Address>,
    /// Nodes that nothing of the other edition maps to.
    alone: Vec<Address>,
    /// Nodes that were taken apart, and what they add to their parts.
    rests: Vec<(Address, Points)>,
}

impl Cover<'_, '_> {
    fn node(&mut self, node: &Address) {
        let edition = self.card.edition();
        if self.taken.contains(node) {
            return;
        }
        if !self.taken.iter().any(|taken| edition.is_inside(taken, node)) {
            self.alone.push(node.clone());
            return;
        }
        let parts = edition.parts(node);
        let earned = |node: &Address| self.card.points_of(node).unwrap_or_default();
        let sum: Points = parts.iter().map(earned).sum();
        self.rests.push((node.clone(), earned(node) - sum));
        for part in &parts {
            self.node(part);
        }
    }
}

/// Nodes that the mapping does not name, inside wholes that are compared as such.
fn absorbed(
    before: &Scorecard<'_>,
    after: &Scorecard<'_>,
    mapping: &Mapping,
    lifted: &[(Side, Address)],
) -> Vec<(Side, Address)> {
    let mut absorbed = Vec::new();
    for (side, whole) in lifted {
        let card = if *side == Side::Before { before } else { after };
        let named: Vec<&Address> = mapping
            .pairs()
            .iter()
            .flat_map(|pair| if *side == Side::Before { &pair.from } else { &pair.to })
            .collect();
        let edition = card.edition();
        let strange = |part: &Address| {
            !named.iter().any(|named| {
                *named == part || edition.is_inside(named, part) || edition.is_inside(part, named)
            })
        };
        let parts = edition.parts(whole).into_iter().filter(strange);
        absorbed.extend(parts.map(|part| (*side, part)));
    }
    absorbed
}
