//! The tables of weights, as the build script reads them. What the extractor uses are sums, see `build`.

use crate::error::Error;
use crate::evidence::{Code, FAMILIES, LANE_NAMES, LANES, Weights, Where, lane_before};
use crate::link::GAP;
use crate::tsv::Table;
use std::collections::{BTreeMap, HashMap};

/// Reads the name of a code back; `None` when it belongs to no family.
pub(crate) fn code_from_name(name: &str) -> Option<Code> {
    FAMILIES.iter().find_map(|(family, prefix)| Some(Code::new(*family, name.strip_prefix(prefix)?.bytes())))
}

/// The weights of one language, as read from its table.
pub(crate) struct WeightTable {
    rows: HashMap<(Where, String), Weights>,
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
            rows.insert((place, evidence.to_owned()), weights);
        }
        Ok(Self { rows, links })
    }

    /// Takes over the rows of another table, which go before its own.
    pub(crate) fn complete(&mut self, other: &WeightTable) {
        for (key, weights) in &other.rows {
            self.rows.insert(key.clone(), *weights);
        }
        self.links.extend(other.links.iter().map(|(key, weights)| (key.clone(), *weights)));
    }

    /// The weights; zeros when the table has no such row.
    pub(crate) fn get(&self, place: Where, evidence: &str) -> Weights {
        self.rows.get(&(place, evidence.to_owned())).copied().unwrap_or_default()
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
        self.rows.keys().map(|(place, evidence)| (*place, evidence.as_str()))
    }
}
