use std::time::Instant;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let ed = if text.contains("profil-22") { "profil-22" } else { "2023" };
    let edition = kla::Edition::bundled(ed).unwrap();
    let answers = edition.read_answers(&path, &text).unwrap();
    let mut query = kla_plan::PlanQuery::default();
    if let Some(b) = std::env::args().nth(2) {
        query.buffer = kla_plan::Buffer::Points(kla::Points::from(b.parse::<u32>().unwrap()));
    }
    let now = Instant::now();
    let planning = kla_plan::plan(&answers, &query);
    println!(
        "{:?} {} goal {:?} best {} curve {}",
        now.elapsed(),
        planning.start,
        planning.goal.map(|g| (g.total.to_string(), g.buffer.to_string())),
        planning.best,
        planning.curve.len()
    );
    println!(
        "{:?}",
        planning.ceilings.iter().map(|c| (c.why.word(), c.points.to_string())).collect::<Vec<_>>()
    );
    let show = |name: &str, plan: &kla_plan::Plan| {
        println!(
            "{name}: effort {} total {} actions {} agencies {} {:?}",
            plan.effort,
            plan.total,
            plan.actions.len(),
            plan.agencies().len(),
            plan.category.map(|c| c.name.clone())
        );
        for a in &plan.actions {
            println!(
                "   {} {} {} -> {} running {} without {} {:?}",
                a.node,
                a.effort,
                a.before,
                a.after,
                a.running,
                a.without,
                a.tasks
                    .iter()
                    .map(|t| (t.class.map(|c| c.id.to_string()), t.effort))
                    .collect::<Vec<_>>()
            );
        }
    };
    if let Some(p) = &planning.plan {
        show("plan", p);
    }
    if let Some(p) = &planning.without_buffer {
        show("without", p);
    }
    if let Some(p) = &planning.fewest {
        show("fewest", p);
    }
    for p in &planning.others {
        show("other", p);
    }
}
