//! Runs the example `extract` as a program: what it reads, in which order, and what becomes of broken input. The rules stand in
//! docs/INPUT.md.

mod extract;
mod folder;
mod program;

use extract::{closing, errors, ids, json};
use folder::Folder;
use serde_json::Value;
use std::fs;

#[test]
fn json_lines_keep_order_and_ids() {
    let folder = Folder::new("order");
    folder.file(
        "news.jsonl",
        concat!(
            "{\"id\":\"b\",\"text\":\"Walmart bietet mit Microsoft für Tiktok.\"}\n",
            "{\"id\":17,\"text\":\"Es regnet.\",\"more\":{\"text\":[1,2]}}\r\n",
            "\n",
            "{\"text\":\"\",\"id\":12345678901234567890123}\n",
            "{\"text\":\"ohne\"}\n",
            "{\"id\":null,\"text\":\"Das kostet 5 Euro.\"}",
        ),
    );
    let output = folder.run(&["--format", "jsonl", "news.jsonl"]);
    assert_eq!(ids(&output), ["b", "17", "12345678901234567890123", "news.jsonl:5", "news.jsonl:6"]);
    assert_eq!(output.status.code(), Some(0));
    let documents = json(&output);
    assert_eq!(documents[1]["entities"], Value::Array(Vec::new()), "an empty list where nothing is found");
    assert_eq!(documents[2]["entities"], Value::Array(Vec::new()));
    assert!(closing(&output).starts_with("5 documents, "), "{}", closing(&output));
    assert!(closing(&output).ends_with(" 0 failures"), "{}", closing(&output));
}

#[test]
fn standard_input_is_read_without_files_and_for_a_dash() {
    let folder = Folder::new("stdin");
    let text = "Siemens baut in Berlin.\n\nBMW nicht.\n".as_bytes();
    assert_eq!(ids(&folder.pipe(&["--format", "jsonl"], text)), ["-"]);
    assert_eq!(ids(&folder.pipe(&["--format", "jsonl", "-"], text)), ["-"]);
    let lines = folder.pipe(&["--format", "jsonl", "--input", "lines"], text);
    assert_eq!(ids(&lines), ["-:1", "-:2", "-:3"]);
    let fields = ["--format", "jsonl", "--input", "jsonl", "--text-field", "body", "--id-field", "key"];
    let json = folder.pipe(&fields, b"{\"key\":\"k\",\"body\":\"x\",\"id\":1,\"text\":2}");
    assert_eq!(ids(&json), ["k"]);
    folder.file("a.txt", "x");
    assert_eq!(
        ids(&folder.pipe(&["--format", "jsonl", "a.txt", "-", "a.txt"], text)),
        ["a.txt", "-", "a.txt"]
    );
}

#[test]
fn a_bad_line_of_json_costs_only_itself() {
    let folder = Folder::new("broken");
    folder.file(
        "a.jsonl",
        b"{\"text\":\"a\"}\n{\"text\":\"b\"\n{\"text\":3}\n{\"text\":\"\xff\"}\n[]\n{}\n{\"text\":\"c\"}\n",
    );
    let output = folder.run(&["--format", "jsonl", "a.jsonl"]);
    assert_eq!(ids(&output), ["a.jsonl:1", "a.jsonl:7"]);
    assert_eq!(output.status.code(), Some(1));
    let errors = errors(&output);
    assert_eq!(errors.len(), 5, "{errors:?}");
    for (error, line) in errors.iter().zip(2..) {
        assert!(error.starts_with(&format!("error: a.jsonl:{line}: ")), "{error}");
    }
    assert!(errors[0].contains("{\"text\":\"b\""), "the content is shown: {}", errors[0]);
    assert!(errors[2].contains("invalid UTF-8 at byte 9"), "{}", errors[2]);
    assert!(closing(&output).ends_with(" 5 failures"), "{}", closing(&output));
}

#[test]
fn a_missing_or_unreadable_file_does_not_stop_the_rest() {
    let folder = Folder::new("missing");
    folder
        .file("a.txt", "a")
        .file("bad.txt", b"Line\nCaf\xe9 in Berlin")
        .file("c.txt", "c")
        .file("l.log", b"a\nb\xff\nc\n");
    let output = folder.run(&["--format", "jsonl", "a.txt", "none.txt", "none.jsonl", "bad.txt", "c.txt"]);
    assert_eq!(ids(&output), ["a.txt", "c.txt"]);
    assert_eq!(output.status.code(), Some(1));
    let told = errors(&output);
    assert!(told[0].starts_with("error: none.txt: "), "{told:?}");
    assert!(told[1].starts_with("error: none.jsonl: "), "{told:?}");
    assert!(told[2].starts_with("error: bad.txt:2: invalid UTF-8 at byte 8"), "{told:?}");

    let lines = folder.run(&["--format", "jsonl", "--input", "lines", "l.log"]);
    assert_eq!(ids(&lines), ["l.log:1", "l.log:3"]);
    assert!(errors(&lines)[0].starts_with("error: l.log:2: invalid UTF-8 at byte 1"), "{:?}", errors(&lines));
    assert_eq!(lines.status.code(), Some(1));
}

#[test]
fn folders_are_walked_in_order() {
    let folder = Folder::new("folder");
    folder
        .file("in/b.txt", "b")
        .file("in/a.txt", "a")
        .file("in/sub/d.ndjson", "{\"text\":\"1\"}\n{\"text\":\"2\",\"id\":\"two\"}\n")
        .file("in/.hidden", b"\xff")
        .file("in/z.JSONL", "{\"text\":\"3\"}\n");
    let output = folder.run(&["--format", "jsonl", "in"]);
    assert_eq!(ids(&output), ["in/a.txt", "in/b.txt", "in/sub/d.ndjson:1", "two", "in/z.JSONL:1"]);
    assert_eq!(output.status.code(), Some(0));
    fs::create_dir(folder.0.join("empty")).unwrap();
    let empty = folder.run(&["--format", "jsonl", "empty"]);
    assert_eq!((empty.status.code(), empty.stdout.len()), (Some(0), 0));
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_left_out_of_folders() {
    use program::example;
    use std::os::unix::fs::symlink;
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};
    let folder = Folder::new("no-files");
    folder.file("in/a.txt", "a").file("b.txt", "b");
    assert!(Command::new("mkfifo").arg(folder.0.join("in/pipe")).status().unwrap().success());
    let _socket = std::os::unix::net::UnixListener::bind(folder.0.join("in/socket")).unwrap();
    symlink("pipe", folder.0.join("in/to-pipe")).unwrap();
    symlink("../b.txt", folder.0.join("in/to-text")).unwrap();
    symlink("nothing", folder.0.join("in/to-nothing")).unwrap();
    let mut child = Command::new(example("extract"))
        .args(["--format", "jsonl", "in"])
        .current_dir(&folder.0)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Who opens a pipe waits for ever for what is written into it.
    let started = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if started.elapsed() > Duration::from_secs(60) {
            child.kill().unwrap();
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    let output = child.wait_with_output().unwrap();
    assert_eq!(ids(&output), ["in/a.txt", "in/to-text"]);
    assert!(errors(&output)[0].starts_with("error: in/to-nothing: "), "{:?}", errors(&output));
    assert_eq!((errors(&output).len(), output.status.code()), (1, Some(1)));
}

#[test]
fn the_text_is_taken_as_it_is() {
    let folder = Folder::new("as-it-is");
    folder
        .file("mark.txt", "\u{feff}Siemens wächst.\r\nBosch auch.\r\n")
        .file("mark.jsonl", "\u{feff}{\"id\":1,\"text\":\"Siemens\"}\r\n")
        .file("nul.txt", b"Siemens\0Bosch\0")
        .file("empty.txt", "")
        .file("empty.jsonl", "\n \n");
    let spans = |arguments: &[&str]| -> Vec<(u64, u64)> {
        let output = folder.run(&[&["--format", "jsonl", "--lang", "de"], arguments].concat());
        assert_eq!(output.status.code(), Some(0), "{arguments:?} {:?}", errors(&output));
        let documents = json(&output);
        let entities = documents.iter().flat_map(|document| document["entities"].as_array().unwrap().clone());
        entities.map(|entity| (entity["start"].as_u64().unwrap(), entity["end"].as_u64().unwrap())).collect()
    };
    assert_eq!(spans(&["mark.txt"]), [(3, 10), (21, 26)], "the mark and the carriage return count");
    assert_eq!(spans(&["--input", "lines", "mark.txt"]), [(3, 10), (0, 5)]);
    assert_eq!(spans(&["mark.jsonl"]), [(0, 7)]);
    assert_eq!(spans(&["nul.txt"]), [(0, 7), (8, 13)]);
    assert_eq!(ids(&folder.run(&["--format", "jsonl", "empty.txt", "empty.jsonl"])), ["empty.txt"]);
}

#[test]
fn a_mistake_in_json_is_shown_where_it_stands() {
    let folder = Folder::new("columns");
    let long = "ä".repeat(200);
    folder.file(
        "a.jsonl",
        format!(
            concat!(
                "{{\"more\":\"{long}\",\"text\":\"Siemens\",}}\n",
                "{{\"more\":\"{long}\",\"text\":5}}\n",
                "{{\"text\":\"a\",\"id\":{{\"x\":\"a at line b\"}}}}\n",
                "{{\"text\":5,\"id\":true,\"\\ud800\":1,\"te\\u0078t\":\"Siemens\",\"id\":\"last\"}}\n",
            ),
            long = long
        ),
    );
    let output = folder.run(&["--format", "jsonl", "--lang", "de", "a.jsonl"]);
    assert_eq!(
        ids(&output),
        ["last"],
        "only the last of each field counts, and keys that are no text do not"
    );
    assert_eq!(json(&output)[0]["entities"][0]["text"], "Siemens");
    let told = errors(&output);
    // Columns are characters: 9 before the letters, 200 of them, and 19 up to the comma and what follows it.
    assert!(told[0].contains("a.jsonl:1: trailing comma at column 229 in \"…"), "{}", told[0]);
    assert!(told[0].ends_with("\"text\":\"Siemens\",}\""), "{}", told[0]);
    assert!(
        told[1].contains("a.jsonl:2: text 5, expected a string in \"…") && told[1].ends_with("5}\""),
        "{}",
        told[1]
    );
    assert!(told[2].contains("id {\"x\":\"a at line b\"}, expected a string or a number"), "{}", told[2]);
}

#[test]
fn utf_16_is_told_as_such() {
    let folder = Folder::new("utf16");
    let wide: Vec<u8> = "\u{feff}Siemens".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let output = folder.file("wide.txt", wide).run(&["wide.txt"]);
    assert!(
        errors(&output)[0].contains("invalid UTF-8 at byte 0, it begins like UTF-16"),
        "{:?}",
        errors(&output)
    );
}

#[test]
fn ids_are_taken_from_whatever_stands_there() {
    let folder = Folder::new("ids");
    folder.file(
        "a.jsonl",
        concat!(
            "{\"id\":1e400,\"text\":\"a\"}\n",
            "{\"id\":-0.50,\"text\":\"a\"}\n",
            "{\"id\":\"\",\"text\":\"a\"}\n",
            "{\"id\":\"a\\\"b\\n\\u00e4\",\"text\":\"a\"}\n",
            "{\"id\":7,\"text\":\"first\",\"text\":\"Siemens\",\"id\":8}\n",
            "{\"id\":true,\"text\":\"a\"}\n",
            "{\"id\":[1],\"text\":\"a\"}\n",
            "[1]\n",
            "{\"text\":\"\\ud80\"}\n",
            "{\"text\":\"a\"} {}\n",
        ),
    );
    let output = folder.run(&["--format", "jsonl", "--lang", "de", "a.jsonl"]);
    assert_eq!(ids(&output), ["1e400", "-0.50", "", "a\"b\nä", "8"]);
    assert_eq!(
        json(&output)[4]["entities"][0]["text"],
        "Siemens",
        "of a field that stands twice the last counts"
    );
    let told = errors(&output);
    for (error, (line, reason)) in told.iter().zip([
        (6, "id true, expected a string or a number"),
        (7, "id [1], expected a string or a number"),
        (8, "expected an object with a string \"text\" in \"[1]\""),
        (9, "at column "),
        (10, "trailing characters at column "),
    ]) {
        assert!(error.starts_with(&format!("error: a.jsonl:{line}: ")) && error.contains(reason), "{error}");
    }
    assert_eq!((told.len(), output.status.code()), (5, Some(1)));
}

#[test]
fn a_document_of_many_megabytes_in_one_line() {
    let folder = Folder::new("huge");
    let sentence = "Siemens baut in Berlin. ";
    let mut lines = format!("{{\"id\":\"big\",\"text\":\"{}\"}}\n", sentence.repeat(12_000));
    lines.push_str("{\"id\":\"small\",\"text\":\"Bosch\"}\n");
    let output = folder.pipe(&["--format", "jsonl", "--input", "jsonl", "--lang", "de"], lines.as_bytes());
    let documents = json(&output);
    assert_eq!(ids(&output), ["big", "small"]);
    let entities = documents[0]["entities"].as_array().unwrap();
    assert_eq!(entities.len(), 24_000);
    let last = &entities[23_999];
    assert_eq!(last["start"].as_u64(), Some((sentence.len() * 12_000 - "Berlin. ".len()) as u64));
}

#[test]
fn fields_have_names_where_there_is_json() {
    let folder = Folder::new("fields");
    folder
        .file("in/a.txt", "Siemens")
        .file("in/b.jsonl", "{\"nr\":7,\"body\":\"Siemens\"}\n")
        .file("c.json", "{\"nr\":8,\"body\":\"Siemens\"}\n");
    let named = ["--format", "jsonl", "--text-field", "body", "--id-field", "nr"];
    let read = |more: &[&str]| ids(&folder.run(&[&named, more].concat()));
    assert_eq!(read(&["in"]).last().map(String::as_str), Some("7"), "other files may stand beside JSON");
    assert_eq!(read(&["--input", "jsonl", "c.json"]), ["8"]);
    assert_eq!(folder.run(&[&named[..], &["c.json"]].concat()).status.code(), Some(2));
    assert_eq!(folder.pipe(&named, b"{}").status.code(), Some(2), "standard input is text");
}

#[test]
fn half_a_surrogate_pair_costs_one_character() {
    let folder = Folder::new("surrogates");
    folder.file(
        "a.jsonl",
        concat!(
            "{\"id\":\"a\",\"text\":\"\\ud83d Siemens\"}\n",
            "{\"id\":\"b\\udc00\",\"text\":\"ä\\ud83d\\ud83d\\ude00\\n Siemens \\ud83d\"}\n",
            "{\"id\":\"c\",\"text\":\"Siemens \\ud83d\\u0020Siemens\"}\n",
            "{\"id\":\"d\",\"text\":\"\\ud83 Siemens\"}\n",
        ),
    );
    let output = folder.run(&["--format", "jsonl", "--lang", "de", "a.jsonl"]);
    assert_eq!(ids(&output), ["a", "b\u{fffd}", "c"]);
    let starts = |document: &Value| -> Vec<u64> {
        document["entities"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entity| entity["start"].as_u64().unwrap())
            .collect()
    };
    let documents = json(&output);
    // ä has two bytes, � three, the whole pair four.
    assert_eq!(documents.iter().map(starts).collect::<Vec<_>>(), [vec![4], vec![11], vec![0, 12]]);
    assert_eq!(errors(&output).len(), 1, "the line whose escape is none");
}
