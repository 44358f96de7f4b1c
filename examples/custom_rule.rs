//! Your own rules: code, or a regular expression, that claims what the lists cannot know. A rule only adds claims; they
//! compete with those of konzern, and the weightier one wins.
//!
//!     cargo run --release --example custom_rule

use konzern::{Block, Claims, Extractor, Kind, PatternRule, Rule, Shape, Span};

/// Ships: a capitalised word after "MS" or "MV" is no person and no company, but for us an organization.
struct Ships;

impl Rule for Ships {
    fn id(&self) -> &str {
        "ships"
    }

    fn apply(&self, block: &Block<'_>, claims: &mut Claims) {
        let tokens: Vec<_> = block.tokens().collect();
        for pair in tokens.windows(2) {
            let [prefix, name] = pair else { continue };
            if matches!(prefix.text, "MS" | "MV") && name.shape == Shape::Capital {
                // Weights are in hundredths; 500 is sure, a known company without doubt has about 800.
                claims.entity(Span::new(prefix.span.start, name.span.end), Kind::Organization, 900);
            }
        }
    }
}

/// In our minutes "Berlin" in brackets is the name of a meeting room. To claim that there is nothing is a claim too.
struct Rooms;

impl Rule for Rooms {
    fn id(&self) -> &str {
        "rooms"
    }

    fn apply(&self, block: &Block<'_>, claims: &mut Claims) {
        for (start, name) in block.text().match_indices("[Berlin]") {
            claims.nothing(Span::new(start + 1, start + name.len() - 1), 2000);
        }
    }
}

fn main() -> Result<(), konzern::Error> {
    // Each match of the expression is an entity, or its group `name`.
    let funds = PatternRule::new("funds", r"Fonds (?<name>[A-Z]{2}-\d{3})\b", Kind::Organization, 900)?;
    let extractor = Extractor::builder().rule(Ships).rule(Rooms).rule(funds).build()?;

    let text = "Die MS Hamburg gehört dem Fonds QX-100 in Berlin. Sitzung um drei im Raum [Berlin].";
    for entity in extractor.extract(text) {
        // The id of the rule travels with the entity.
        let rule = entity.rule.unwrap_or("-");
        println!(
            "{:12}  {:10}  {:8}  {}..{}",
            entity.kind, entity.text, rule, entity.span.start, entity.span.end
        );
    }
    Ok(())
}

// Output:
// organization  MS Hamburg  ships     4..14
// organization  QX-100      funds     33..39
// place         Berlin      -         43..49
