//! Runs the example `extract` as a program: what stands in the contract about options, output and exit codes. What it reads is
//! tested in `extract_input`, and which names are found elsewhere.

mod extract;
mod folder;
mod program;

use extract::{errors, ids, json, json_of};
use folder::Folder;
use program::example;
use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[test]
fn the_fields_are_those_of_the_contract() {
    let folder = Folder::new("fields");
    let text = "Für Walmarts Tiktok-Gebot zahlt die Firma rund zwei Milliarden Dollar.";
    let output = folder.pipe(&["--format", "jsonl", "--lang", "de"], text.as_bytes());
    let line = std::str::from_utf8(&output.stdout).unwrap();
    assert!(line.starts_with("{\"id\":\"-\",\"lang\":\"de\",\"entities\":[{\"start\":"), "{line}");
    let documents = json(&output);
    let entities = documents[0]["entities"].as_array().unwrap();
    let known =
        ["start", "end", "text", "kind", "class", "form", "entry", "name", "score", "money", "explain"];
    for entity in entities {
        let (start, end) =
            (entity["start"].as_u64().unwrap() as usize, entity["end"].as_u64().unwrap() as usize);
        assert_eq!(entity["text"], text[start..end]);
        assert!(entity.as_object().unwrap().keys().all(|key| known.contains(&key.as_str())), "{entity}");
        assert_eq!(entity.get("entry").is_some(), entity.get("name").is_some());
        let score = entity["score"].as_f64().unwrap();
        assert!(
            (0.5..=1.0).contains(&score) && format!("{score:.2}").parse::<f64>() == Ok(score),
            "{entity}"
        );
    }
    let walmart = &entities[0];
    assert_eq!((&walmart["text"], &walmart["form"]), (&"Walmarts".into(), &"name".into()));
    assert_eq!((&walmart["kind"], &walmart["class"]), (&"organization".into(), &"company".into()));
    assert_eq!((&walmart["entry"], &walmart["name"]), (&"walmart".into(), &"Walmart".into()));
    let money = entities.iter().find(|entity| entity["kind"] == "money").unwrap();
    assert_eq!(money["text"], "zwei Milliarden Dollar");
    assert_eq!(
        money["money"],
        serde_json::json!({"currency": "USD", "amount": "2000000000", "approximate": true})
    );
    assert!(money.get("entry").is_none() && money.get("class").is_none());
}

#[test]
fn usage_errors_exit_with_two_before_anything_is_done() {
    let folder = Folder::new("usage");
    folder
        .file("a.txt", "Siemens")
        .file("a.konzern", "no image")
        .file("bad.tsv", "id\tclass\tname\nx\tno-such-class\tX\n");
    for arguments in [
        &["--no-such-option"][..],
        &["--kinds", "company"],
        &["--lang", "fr"],
        &["--format", "xml"],
        &["--min-score", "7"],
        &["--jobs", "0"],
        &["--jobs", "-1"],
        &["--min-score", "-0.5"],
        &["--min-score", "nan"],
        &["--gazetteer", "."],
        &["--gazetteer", "a.txt"],
        &["--gazetteer", "a.konzern"],
        &["--deny", " "],
        &["--gazetteer", "none.tsv"],
        &["--gazetteer", "bad.tsv"],
        &["--text-field", "x", "--id-field", "x"],
        &["--text-field", "x"],
        &["--input", "lines", "--id-field", "x"],
    ] {
        let output = folder.run(&[arguments, &["a.txt"]].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{arguments:?}");
    }
    for (arguments, told) in [
        (["--jobs", "0"], "expected a whole number from 1"),
        (["--min-score", "-0.5"], "expected a number from 0 to 1"),
        (["--lang", "fr"], "expected de, en or auto"),
        (
            ["--gazetteer", "a.txt"],
            "a.txt: no column \"name\" in header \"Siemens\", columns are separated by tabs",
        ),
        (["--deny", "..."], "denied name \"...\" has no word"),
        (["--text-field", "body"], "--text-field is a field of JSON, but nothing here is read as such"),
        (["--id-field", "nr"], "expected --input jsonl or files named .jsonl or .ndjson"),
    ] {
        let output = folder.run(&[&arguments[..], &["a.txt"]].concat());
        assert!(errors(&output)[0].contains(told), "{arguments:?}: {:?}", errors(&output));
    }
    let output = folder.run(&["--gazetteer", "bad.tsv", "a.txt"]);
    assert!(errors(&output)[0].contains("bad.tsv:2: "), "{:?}", errors(&output));
}

#[test]
fn an_id_of_two_lists_stands_for_the_same() {
    let folder = Folder::new("two_lists");
    folder
        .file("a.txt", "Quaxolit")
        .file("1.tsv", "id\tclass\tname\nq\tcompany\tQuaxolit\n\tcompany\tZorb\n")
        .file("2.tsv", "id\tclass\tname\taliases\nq\tbank\tQuaxolit\tQX\n\tcity\tZorb\n")
        .file("3.tsv", "id\tclass\tname\nq\tcity\tQuaxolit\n")
        .file("4.tsv", "id\tclass\tname\nq\tcompany\tQuaxo\n");
    let run = |other| folder.run(&["--quiet", "--gazetteer", "1.tsv", "--gazetteer", other, "a.txt"]);
    assert_eq!(run("2.tsv").status.code(), Some(0), "{:?}", errors(&run("2.tsv")));
    for (other, told) in [
        (
            "3.tsv",
            "id \"q\" stands for organization \"Quaxolit\" in 1.tsv and for place \"Quaxolit\" in 3.tsv",
        ),
        ("4.tsv", "and for organization \"Quaxo\" in 4.tsv, expected one of its own for each"),
    ] {
        let output = run(other);
        assert_eq!(output.status.code(), Some(2));
        assert!(errors(&output)[0].contains(told), "{:?}", errors(&output));
    }
}

#[test]
fn a_closed_pipe_is_a_normal_end() {
    let folder = Folder::new("closed");
    folder.file("long.txt", "Siemens baut in Berlin ein Werk für 5 Millionen Euro.\n".repeat(40_000));
    let mut child = Command::new(example("extract"))
        .args(["--input", "lines", "--format", "jsonl", "long.txt"])
        .current_dir(&folder.0)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 100];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn threads_do_not_change_the_output() {
    let folder = Folder::new("jobs");
    let mut lines = String::new();
    for number in 0..8_000 {
        let text = match number % 4 {
            0 => "Walmart bietet mit Microsoft für Tiktok.",
            1 => "Angela Merkel sprach in Berlin. Merkel lobte die Deutsche Bank.",
            2 => "Nichts.",
            _ => "The German carmaker said it would pay $5 million.",
        };
        lines.push_str(&format!("{{\"id\":{number},\"text\":\"{}\"}}\n", text.repeat(1 + number % 7)));
        if number % 1000 == 999 {
            lines.push_str("{broken\n");
        }
    }
    folder.file("a.jsonl", &lines).file("b.txt", "Siemens").file("c.jsonl", &lines);
    for format in ["jsonl", "tsv", "pretty"] {
        let run = |jobs| {
            let output =
                folder.run(&["--format", format, "--jobs", jobs, "a.jsonl", "none", "b.txt", "c.jsonl"]);
            assert_eq!(output.status.code(), Some(1));
            (output.stdout.clone(), errors(&output))
        };
        let (one, four) = (run("1"), run("4"));
        assert!(one.0.len() > 100_000 && one.1.len() == 17, "{} {:?}", one.0.len(), one.1);
        assert!(one == four, "the output of 1 and 4 threads differs in format {format}");
    }
}

#[test]
fn more_threads_than_there_can_be() {
    let folder = Folder::new("threads");
    let arguments = ["--format", "jsonl", "--jobs", "18446744073709551615"];
    let output = folder.pipe(&arguments, "Siemens baut in Berlin.".as_bytes());
    assert_eq!(
        (ids(&output), output.status.code()),
        (vec!["-".to_owned()], Some(0)),
        "{:?}",
        errors(&output)
    );
}

#[test]
fn what_is_shown_with_a_score_is_reported_with_it() {
    let folder = Folder::new("scores");
    let text = concat!(
        include_str!("fixtures/de_bank.txt"),
        "Die Deutsche Bank AG (Deutsche Bank) in Frankfurt am Main. Deutsche Bank AG, Frankfurt am Main.\n",
    );
    let shown = |format: &str, more: &[&str]| -> Vec<String> {
        let output = folder.pipe(&[&["--lang", "de", "--format", format], more].concat(), text.as_bytes());
        match format {
            "jsonl" => {
                let found = json_of(&output)["entities"].as_array().unwrap().clone();
                found.iter().map(|it| format!("{:.2}", it["score"].as_f64().unwrap())).collect()
            }
            _ => {
                let rows = String::from_utf8(output.stdout).unwrap();
                let scores = rows.lines().skip(1).map(|row| row.rsplit('\t').next().unwrap().to_owned());
                scores.filter(|score| !score.is_empty()).collect()
            }
        }
    };
    let all = shown("jsonl", &[]);
    assert_eq!(all, shown("tsv", &[]));
    let mut different = all.clone();
    different.sort();
    different.dedup();
    assert!(different.len() > 5, "{different:?}");
    for least in different.iter().map(String::as_str).chain(["1"]) {
        let number: f64 = least.parse().unwrap();
        let expected = all.iter().filter(|score| score.parse::<f64>().unwrap() >= number);
        let found = shown("jsonl", &["--min-score", least]);
        assert!(found.iter().eq(expected), "{least}: {found:?}");
    }
}

#[test]
fn own_names_denied_names_and_kinds() {
    let folder = Folder::new("settings");
    folder.file("own.tsv", "id\tclass\tname\taliases\nqx\tcompany\tQuaxolit\tQuaxolit Werke\n");
    folder.file("own.jsonl", "{\"id\":\"zz\",\"kind\":\"place\",\"name\":\"Zworbelheim\"}\n");
    let text = "Quaxolit baut in Zworbelheim, Siemens in Berlin.".as_bytes();
    let names = |arguments: &[&str]| -> Vec<String> {
        let output = folder.pipe(&[&["--format", "jsonl", "--lang", "de"], arguments].concat(), text);
        let documents = json(&output);
        let entities = documents[0]["entities"].as_array().unwrap();
        entities.iter().map(|entity| entity["text"].as_str().unwrap().to_owned()).collect()
    };
    let own = ["--gazetteer", "own.tsv", "--gazetteer", "own.jsonl"];
    assert_eq!(names(&own), ["Quaxolit", "Zworbelheim", "Siemens", "Berlin"]);
    assert_eq!(names(&[&own[..], &["--deny", "siemens"]].concat()), ["Quaxolit", "Zworbelheim", "Berlin"]);
    assert_eq!(names(&[&own[..], &["--kinds", "place"]].concat()), ["Zworbelheim", "Berlin"]);
    folder
        .file("OWN.TSV", "class\tname\ncity\tZworbelheim\n")
        .file("OWN.JSONL", "{\"class\":\"bank\",\"name\":\"Quaxolit\",\"isin\":\"X\"}");
    assert_eq!(names(&["--gazetteer", "OWN.TSV", "--gazetteer", "OWN.JSONL"]), names(&own));
    for kinds in ["person, place", "PERSON,Place"] {
        assert_eq!(names(&[&own[..], &["--kinds", kinds]].concat()), ["Zworbelheim", "Berlin"]);
    }
}

#[test]
fn other_formats_have_all_documents_too() {
    let folder = Folder::new("formats");
    folder.file("a.txt", "Walmarts Tiktok-Gebot\tist \x1b[31mda.").file("b.txt", "nichts");
    let tsv = folder.run(&["--format", "tsv", "a.txt", "b.txt"]);
    let tsv = String::from_utf8(tsv.stdout).unwrap();
    assert!(tsv.lines().all(|row| row.split('\t').count() == 12), "{tsv}");
    assert!(tsv.lines().last().is_some_and(|row| row.starts_with("b.txt\t")), "{tsv}");
    let pretty = folder.run(&["a.txt", "b.txt"]);
    let pretty = String::from_utf8(pretty.stdout).unwrap();
    assert!(pretty.contains("[[Walmarts|organization]] [[Tiktok|organization|part]]-Gebot"), "{pretty}");
    assert!(pretty.contains("nichts") && !pretty.contains('\x1b'), "{pretty}");
    let color = folder.run(&["--color", "always", "a.txt"]);
    let color = String::from_utf8(color.stdout).unwrap();
    assert!(
        color.contains("\x1b[") && !color.contains("\x1b[31m"),
        "signs of the text do not reach the terminal"
    );
    // In the order of the Arabic script "exe.txt" would look like "txt.exe".
    let turned = "Siemens\u{200f} zahlt \u{202e}5 Euro\u{202c} an \u{2066}Bosch\u{2069}.";
    let pretty = folder.pipe(&["--lang", "de", "--explain"], turned.as_bytes());
    let pretty = String::from_utf8(pretty.stdout).unwrap();
    assert!(pretty.contains(" zahlt ␦[[5 Euro|money]]␦ an ␦"), "{pretty}");
    assert!(!pretty.contains(|c| "\u{200f}\u{202e}\u{202c}\u{2066}\u{2069}".contains(c)), "{pretty}");
}

#[test]
fn explanations_name_the_evidence() {
    let folder = Folder::new("explain");
    let arguments = ["--format", "jsonl", "--lang", "de", "--explain"];
    let output = folder.pipe(&arguments, "Der Konzern Siemens zahlt 5 Euro.".as_bytes());
    let documents = json(&output);
    let siemens = &documents[0]["entities"][0];
    let evidence = siemens["explain"]["evidence"].as_array().unwrap();
    assert!(
        evidence.iter().all(|it| it["place"].is_string() && it["name"].is_string() && it["weight"].is_i64())
    );
    let sum: i64 = evidence.iter().filter_map(|it| it["weight"].as_i64()).sum();
    assert!(sum > 0, "{siemens}");
    let table = |arguments: &[&str]| {
        let output = folder
            .pipe(&[&["--format", "tsv", "--lang", "de"], arguments].concat(), b"Siemens zahlt 5 Euro.");
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(table(&["--explain"]), table(&[]), "a table has no room for reasons");
    let plain = folder.pipe(&["--explain", "--lang", "de"], "Der Konzern Siemens zahlt 5 Euro.".as_bytes());
    assert!(String::from_utf8_lossy(&plain.stdout).contains("\n    evidence  "));
}

#[test]
fn names_of_files_do_not_reach_the_terminal_as_they_are() {
    if cfg!(unix) {
        let folder = Folder::new("control");
        folder.file("a\x1b[31m\nb.txt", "Siemens").file("c\x1b[31m\nd.txt", b"\xff");
        let output = folder.run(&["a\x1b[31m\nb.txt", "c\x1b[31m\nd.txt", "e\x1b[31m\nf.txt"]);
        let (out, err) =
            (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
        assert!(out.contains("── a␛[31m␊b.txt · "), "{out}");
        assert!(!out.contains('\x1b') && !err.contains('\x1b'), "{out}{err}");
        assert!(err.contains("error: c␛[31m␊d.txt:1: ") && err.contains("error: e␛[31m␊f.txt: "), "{err}");
        let json = folder.run(&["--format", "jsonl", "a\x1b[31m\nb.txt"]);
        assert_eq!(ids(&json), ["a\x1b[31m\nb.txt"], "programs get the id as it is");
    }
}

#[test]
fn many_different_names_take_no_time_in_any_format() {
    let folder = Folder::new("names");
    let line = |number| format!("Die Firma Blax{number} GmbH zahlt {number} Euro an Herrn Qu{number}.\n");
    folder.file("names.txt", (0..8_000).map(line).collect::<String>());
    let time = |arguments: &[&str]| {
        let started = Instant::now();
        let output = folder.run(&[arguments, &["--lang", "de", "--jobs", "1", "names.txt"]].concat());
        assert_eq!(output.status.code(), Some(0));
        (started.elapsed(), output.stdout)
    };
    let _ = time(&["--format", "jsonl"]);
    let (jsonl, _) = time(&["--format", "jsonl"]);
    for arguments in [&["--format", "pretty"][..], &["--format", "tsv"]] {
        let (took, written) = time(arguments);
        // Where each name was compared with all before it, the table took a hundred times as long.
        assert!(took < jsonl * 8 + Duration::from_secs(1), "{arguments:?} took {took:?}, jsonl {jsonl:?}");
        let written = String::from_utf8(written).unwrap();
        assert!(written.contains("Blax7999") && written.lines().count() > 16_000, "{}", written.len());
    }
}

#[test]
fn a_row_of_the_table_is_a_name() {
    let folder = Folder::new("rows");
    let text =
        "Siemens wächst. Siemens-Chef Roland Busch lobt die Siemens AG. Das kostet 5 Euro, nein, 5 Euro.";
    let output = folder.pipe(&["--lang", "de"], text.as_bytes());
    let printed = String::from_utf8(output.stdout).unwrap();
    let row = |start: &str| printed.lines().filter(|line| line.trim_start().starts_with(start)).count();
    assert!(printed.contains("Siemens, Siemens AG ×3"), "{printed}");
    assert!(printed.contains("5 Euro ×2"), "{printed}");
    assert_eq!((row("organization"), row("person"), row("money")), (1, 1, 1), "{printed}");
}

#[test]
fn a_full_disk_is_told() {
    if cfg!(target_os = "linux") {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let folder = Folder::new("full");
        folder.file("a.txt", "Siemens");
        let output = Command::new(example("extract"))
            .arg("a.txt")
            .current_dir(&folder.0)
            .stdout(full)
            .output()
            .unwrap();
        assert!(errors(&output)[0].starts_with("error: standard output: "), "{:?}", errors(&output));
        assert_eq!(output.status.code(), Some(1));
    }
}

#[test]
fn nested_names_come_after_the_outer_one() {
    let folder = Folder::new("nested");
    let text = "Das Landgericht Hamburg urteilt.".as_bytes();
    let texts = |arguments: &[&str]| -> Vec<String> {
        let output = folder.pipe(&[&["--lang", "de", "--format", "tsv"], arguments].concat(), text);
        let rows = String::from_utf8(output.stdout).unwrap();
        rows.lines().skip(1).map(|row| row.split('\t').nth(4).unwrap().to_owned()).collect()
    };
    assert_eq!(texts(&[]), ["Landgericht Hamburg"]);
    assert_eq!(texts(&["--nested"]), ["Landgericht Hamburg", "Hamburg"]);
    assert_eq!(texts(&["--nested", "--explain"]), ["Landgericht Hamburg", "Hamburg"]);
}

#[test]
fn the_list_of_the_readme_is_one() {
    let folder = Folder::new("readme-list");
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let mut table = String::new();
    for line in readme.lines().filter_map(|line| line.strip_prefix("printf '")) {
        table.push_str(&line.split('\'').next().unwrap().replace("\\t", "\t").replace("\\n", "\n"));
    }
    let json = readme.lines().find(|line| line.starts_with("{\"id\":\"acme\"")).unwrap();
    folder.file("own.tsv", table).file("own.jsonl", json);
    for list in ["own.tsv", "own.jsonl"] {
        let output =
            folder.pipe(&["--format", "jsonl", "--gazetteer", list], "Acmes Gewinn steigt.".as_bytes());
        assert_eq!(json_of(&output)["entities"][0]["entry"], "acme", "{:?}", errors(&output));
    }
}

#[test]
fn the_help_says_what_there_is() {
    let output = Folder::new("help").run(&["--help"]);
    let help = String::from_utf8(output.stdout).unwrap();
    for word in ["--input", "--format", "--gazetteer", "--nested", "--jobs", "Examples:", "Exit codes:"] {
        assert!(help.contains(word), "{word}");
    }
    assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
}
