//! The tables of weights, as the build script reads them. What the extractor uses are sums, see `build`.

use crate::error::Error;
use crate::evidence::{Code, Family, LANE_NAMES, LANES, Weights, Where, lane_before};
use crate::link::GAP;
use crate::tsv::Table;
use std::collections::{BTreeMap, HashMap};

/// Reads the name of a code back; `None` when it belongs to no family.
pub(crate) fn code_from_name(name: &str) -> Option<Code> {
    Family::ALL.iter().find_map(|&family| Some(Code::new(family, name.strip_prefix(family.name())?.bytes())))
}

/// The weights of one piece of evidence at each place; `None` where the table has no row.
type Item = [Option<Weights>; Where::ALL.len()];

/// The weights of one language, as read from its table.
pub(crate) struct WeightTable {
    /// By evidence, for each place.
    rows: HashMap<String, Item>,
    /// The weights of what stands between two names, by that and the lane of the name before.
    links: BTreeMap<(String, usize), Weights>,
}

impl WeightTable {
    /// Reads `weights.tsv`: `where evidence organization person place derived`.
    pub(crate) fn parse(file: &str, text: &str) -> Result<Self, Error> {
        let table = Table::parse(file, text)?;
        let (at, evidence) = (table.require("where")?, table.require("evidence")?);
        let mut lanes = [0; LANES];
        for (lane, name) in lanes.iter_mut().zip(LANE_NAMES) {
            *lane = table.require(name)?;
        }
        let (mut rows, mut links) = (HashMap::new(), BTreeMap::new());
        for row in table.rows() {
            let mut weights = [0; LANES];
            for (weight, lane) in weights.iter_mut().zip(lanes) {
                let cell = row.cell(lane);
                *weight = match cell {
                    "" => 0,
                    cell => cell
                        .parse()
                        .map_err(|_| row.error(format!("\"{cell}\" is no weight, expected an integer")))?,
                };
            }
            let (place, evidence) = (row.cell(at), row.cell(evidence));
            match (lane_before(place), evidence.strip_prefix(GAP)) {
                (None, None) => {}
                (Some(lane), Some(gap)) => {
                    links.insert((gap.to_owned(), lane), weights);
                    continue;
                }
                _ => {
                    let message = format!("\"{evidence}\" cannot stand at \"{place}\"");
                    return Err(row.error(message));
                }
            }
            let place = Where::ALL
                .into_iter()
                .find(|known| known.name() == place)
                .ok_or_else(|| row.error(format!("unknown place \"{place}\"")))?;
            let item: &mut Item = rows.entry(evidence.to_owned()).or_default();
            if let Some(at) = item.get_mut(place as usize) {
                *at = Some(weights);
            }
        }
        Ok(Self { rows, links })
    }

    /// Takes over the rows of another table, which go before its own.
    pub(crate) fn complete(&mut self, other: &WeightTable) {
        for (evidence, theirs) in &other.rows {
            let own = self.rows.entry(evidence.clone()).or_default();
            own.iter_mut().zip(theirs).for_each(|(own, theirs)| *own = theirs.or(*own));
        }
        self.links.extend(other.links.iter().map(|(key, weights)| (key.clone(), *weights)));
    }

    /// The weights; zeros when the table has no such row.
    pub(crate) fn get(&self, place: Where, evidence: &str) -> Weights {
        self.rows.get(evidence).and_then(|item| *item.get(place as usize)?).unwrap_or_default()
    }

    /// The weights of gaps between two names, by the lane of the name before.
    pub(crate) fn links(&self) -> BTreeMap<&str, [Weights; LANES]> {
        let mut links: BTreeMap<&str, [Weights; LANES]> = BTreeMap::new();
        for ((gap, lane), weights) in &self.links {
            if let Some(of_lane) = links.entry(gap).or_default().get_mut(*lane) {
                *of_lane = *weights;
            }
        }
        links
    }

    /// All pieces of evidence in the table.
    pub(crate) fn evidence(&self) -> impl Iterator<Item = (Where, &str)> {
        self.rows.iter().flat_map(|(evidence, item)| {
            let places = Where::ALL.into_iter().zip(item).filter(|(_, weights)| weights.is_some());
            places.map(|(place, _)| (place, evidence.as_str()))
        })
    }
}
