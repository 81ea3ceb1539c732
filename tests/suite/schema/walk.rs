//! A schema beside a value: which key of the one describes which place of the other.

use std::collections::BTreeSet;

use serde_json::Value;

use super::schema;

/// A place of a value and what describes it.
pub struct Spot<'s> {
    /// The key by which the schema calls it: `total.points`, or `gate.all` where the description is
    /// shared. Shared descriptions have one name in all files that are written.
    pub place: String,
    /// The description, references followed.
    pub schema: &'s Value,
    /// Where it stands in the value, as a JSON pointer.
    pub at: String,
    pub value: &'s Value,
}

/// Every place of a value, from its root down.
pub fn walk(name: &str, value: &Value, visit: &mut impl FnMut(&Spot<'_>)) {
    let root = schema(name);
    visit_spot(
        &root,
        name,
        Spot { place: name.to_owned(), schema: &root, at: String::new(), value },
        visit,
    );
}

fn visit_spot<'s>(
    root: &'s Value,
    name: &str,
    mut spot: Spot<'s>,
    visit: &mut impl FnMut(&Spot<'_>),
) {
    visit(&spot);
    (spot.place, spot.schema) = followed(root, name, spot.place, spot.schema);
    let mut go_on = |place: String, schema: &'s Value, step: &str, value: &'s Value| {
        let at = format!("{}/{}", spot.at, step.replace('~', "~0").replace('/', "~1"));
        visit_spot(root, name, Spot { place, schema, at, value }, visit);
    };
    match spot.value {
        Value::Object(entries) => {
            for (key, value) in entries {
                let own = spot.schema.get("properties").and_then(|known| known.get(key));
                // Where keys are data there is one description for all of them.
                let data = || {
                    let named = spot.schema.get("patternProperties").and_then(Value::as_object);
                    named.and_then(|named| named.values().next()).or_else(|| {
                        spot.schema.get("additionalProperties").filter(|any| any.is_object())
                    })
                };
                match own {
                    Some(schema) => go_on(format!("{}.{key}", spot.place), schema, key, value),
                    None => {
                        if let Some(schema) = data() {
                            go_on(format!("{}[]", spot.place), schema, key, value);
                        }
                    }
                }
            }
        }
        Value::Array(list) => {
            let Some(schema) = spot.schema.get("items") else { return };
            for (position, value) in list.iter().enumerate() {
                go_on(format!("{}[]", spot.place), schema, &position.to_string(), value);
            }
        }
        _ => {}
    }
}

/// References followed; a shared description gives the place its name.
pub fn followed<'s>(
    root: &'s Value,
    name: &str,
    mut place: String,
    mut schema: &'s Value,
) -> (String, &'s Value) {
    while let Some(definition) = reference(schema) {
        place =
            if name == "result" { format!("{name}/{definition}") } else { definition.to_owned() };
        schema = &root["$defs"][definition];
    }
    (place, schema)
}

/// The description that a reference leads to, or the description itself.
pub fn resolved<'s>(root: &'s Value, schema: &'s Value) -> &'s Value {
    followed(root, "", String::new(), schema).1
}

fn reference(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix("#/$defs/")
}

/// The place of every key that a schema describes.
pub fn places(name: &str) -> BTreeSet<String> {
    fn inside(place: &str, schema: &Value, places: &mut BTreeSet<String>) {
        if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
            for (key, schema) in properties {
                places.insert(format!("{place}.{key}"));
                inside(&format!("{place}.{key}"), schema, places);
            }
        }
        let named = schema.get("patternProperties").and_then(Value::as_object);
        let named = named.into_iter().flat_map(|named| named.values());
        let any = ["items", "additionalProperties"].into_iter().filter_map(|key| schema.get(key));
        any.chain(named).for_each(|schema| inside(&format!("{place}[]"), schema, places));
    }
    let schema = schema(name);
    let mut places = BTreeSet::new();
    inside(name, &schema, &mut places);
    for (definition, schema) in schema["$defs"].as_object().into_iter().flatten() {
        // Rules beside the descriptions describe nothing themselves.
        if schema.get("description").is_some() {
            let place =
                if name == "result" { format!("{name}/{definition}") } else { definition.clone() };
            inside(&place, schema, &mut places);
        }
    }
    places
}

/// Every key that a schema describes, with its description.
pub fn properties(schema: &Value, visit: &mut impl FnMut(&str, &Value)) {
    let Value::Object(entries) = schema else { return };
    if entries.contains_key("type")
        && let Some(properties) = entries.get("properties").and_then(Value::as_object)
    {
        properties.iter().for_each(|(key, schema)| visit(key, schema));
    }
    entries.values().for_each(|schema| properties(schema, visit));
}
